package com.stash.infra;

import java.util.List;
import software.amazon.awscdk.services.budgets.CfnBudget;
import software.amazon.awscdk.services.budgets.CfnBudget.BudgetDataProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.NotificationWithSubscribersProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SpendProperty;
import software.amazon.awscdk.services.budgets.CfnBudget.SubscriberProperty;
import software.constructs.Construct;

/** Tells when the account's month costs more than was meant, or will. */
final class MonthlyBudget extends Construct {
  MonthlyBudget(Construct scope, EnvironmentConfig config) {
    super(scope, "Budget");
    CfnBudget.Builder.create(this, "Monthly")
        .budget(
            BudgetDataProperty.builder()
                .budgetName(config.named("monthly"))
                .budgetType("COST")
                .timeUnit("MONTHLY")
                .budgetLimit(SpendProperty.builder().amount(config.budgetUsd()).unit("USD").build())
                .build())
        .notificationsWithSubscribers(
            List.of(notice(config, "ACTUAL", 80), notice(config, "FORECASTED", 100)))
        .build();
  }

  private static NotificationWithSubscribersProperty notice(
      EnvironmentConfig config, String kind, int percent) {
    return NotificationWithSubscribersProperty.builder()
        .notification(
            NotificationProperty.builder()
                .notificationType(kind)
                .comparisonOperator("GREATER_THAN")
                .threshold(percent)
                .thresholdType("PERCENTAGE")
                .build())
        .subscribers(
            List.of(
                SubscriberProperty.builder()
                    .subscriptionType("EMAIL")
                    .address(config.alarmMail())
                    .build()))
        .build();
  }
}
