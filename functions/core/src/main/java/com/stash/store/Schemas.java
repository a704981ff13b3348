package com.stash.store;

import com.stash.audit.Denial;
import com.stash.audit.Incident;
import com.stash.kernel.Sha256;
import com.stash.kernel.State;
import com.stash.tenancy.Domain;
import com.stash.tenancy.DomainState;
import com.stash.tenancy.HostName;
import com.stash.transactions.Claim;
import com.stash.usage.CreditGrant;
import com.stash.usage.UsageEvent;
import com.stash.usage.UsageType;
import java.time.Instant;
import java.util.Locale;
import software.amazon.awssdk.enhanced.dynamodb.TableSchema;

/** The items of the small entities. */
final class Schemas {
  static final TableSchema<Row<Domain>> DOMAIN =
      Shape.<Domain>of(2)
          .text("host", d -> d.host().value())
          .text("type", d -> lower(d.type()))
          .text("state", d -> d.state().wire())
          .text("verificationToken", Domain::verificationToken)
          .flag("primary", Domain::primary)
          .readBy(
              f ->
                  new Domain(
                      f.has("host") ? f.key() : Domain.idOf(new HostName(f.key())),
                      new HostName(f.has("host") ? f.text("host") : f.key()),
                      parse(Domain.Type.class, f.text("type")),
                      parse(DomainState.class, f.text("state")),
                      f.text("verificationToken"),
                      f.flag("primary"),
                      f.stamp()));

  static final TableSchema<Row<Claim>> CLAIM =
      Shape.<Claim>of()
          .text("owner", Claim::owner)
          .text("fingerprint", c -> c.fingerprint() == null ? null : c.fingerprint().hex())
          .expiry("expiresAt", Claim::expiresAt)
          .readBy(
              f -> {
                var fingerprint = f.textOrNull("fingerprint");
                return new Claim(
                    f.key(),
                    f.text("owner"),
                    fingerprint == null ? null : new Sha256(fingerprint),
                    f.has("expiresAt") ? Instant.ofEpochSecond(f.number("expiresAt")) : null,
                    f.stamp());
              });

  static final TableSchema<Row<CreditGrant>> CREDIT_GRANT =
      Shape.<CreditGrant>of()
          .money("amount", CreditGrant::amount)
          .text("reason", CreditGrant::reason)
          .readBy(f -> new CreditGrant(f.key(), f.money("amount"), f.text("reason"), f.stamp()));

  static final TableSchema<Row<UsageEvent>> USAGE_EVENT =
      Shape.<UsageEvent>of()
          .text("type", e -> e.type().wire())
          .text("cause", UsageEvent::cause)
          .number("units", UsageEvent::units)
          .text("unit", UsageEvent::unit)
          .money("cost", UsageEvent::cost)
          .text("priceVersion", UsageEvent::priceVersion)
          .text("campaign", UsageEvent::campaign)
          .instant("occurredAt", UsageEvent::occurredAt)
          .readBy(
              f ->
                  new UsageEvent(
                      f.key(),
                      UsageType.parse(f.text("type")),
                      f.text("cause"),
                      f.number("units"),
                      f.text("unit"),
                      f.money("cost"),
                      f.text("priceVersion"),
                      f.text("campaign"),
                      f.instant("occurredAt"),
                      f.stamp()));

  static final TableSchema<Row<Incident>> INCIDENT =
      Shape.<Incident>of()
          .text("subject", Incident::subject)
          .text("code", Incident::code)
          .text("message", Incident::message)
          .readBy(
              f ->
                  new Incident(
                      f.key(), f.text("subject"), f.text("code"), f.text("message"), f.stamp()));

  static final TableSchema<Row<Denial>> DENIAL =
      Shape.<Denial>of()
          .text("operation", Denial::operation)
          .text("subject", Denial::subject)
          .text("code", Denial::code)
          .number("count", Denial::count)
          .expiry("expiresAt", Denial::expiresAt)
          .readBy(
              f ->
                  new Denial(
                      f.key(),
                      f.text("operation"),
                      f.text("subject"),
                      f.text("code"),
                      f.number("count"),
                      f.stamp()));

  private Schemas() {}

  static <S extends Enum<S>> S parse(Class<S> type, String wire) {
    return Enum.valueOf(type, wire.toUpperCase(Locale.ROOT));
  }

  static String lower(Enum<?> value) {
    return value instanceof State<?> state ? state.wire() : value.name().toLowerCase(Locale.ROOT);
  }
}
