package com.stash.infra;

import com.stash.functions.api.Contract;
import com.stash.functions.api.Route;
import java.util.List;
import software.amazon.awscdk.Duration;
import software.amazon.awscdk.RemovalPolicy;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpIamAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpLambdaAuthorizer;
import software.amazon.awscdk.aws_apigatewayv2_authorizers.HttpLambdaResponseType;
import software.amazon.awscdk.aws_apigatewayv2_integrations.HttpLambdaIntegration;
import software.amazon.awscdk.services.apigateway.AccessLogFormat;
import software.amazon.awscdk.services.apigatewayv2.AddRoutesOptions;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpMethod;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogDestination;
import software.amazon.awscdk.services.apigatewayv2.IAccessLogSettings;
import software.amazon.awscdk.services.apigatewayv2.IHttpRouteAuthorizer;
import software.amazon.awscdk.services.apigatewayv2.LogGroupLogDestination;
import software.amazon.awscdk.services.apigatewayv2.PayloadFormatVersion;
import software.amazon.awscdk.services.apigatewayv2.ThrottleSettings;
import software.amazon.awscdk.services.logs.LogGroup;
import software.constructs.Construct;

/**
 * The HTTP API: one route for each operation of the two contracts, the tenants' behind the
 * authorizer and the operators' behind IAM. Only a request that a contract knows wakes a function.
 */
final class TenantApi extends Construct {
  /** Neither the query string nor a header: they can hold what is secret. */
  private static final String ACCESS =
      """
      {"time":"$context.requestTime","requestId":"$context.requestId",\
      "tenantId":"$context.authorizer.tenantId","actorId":"$context.authorizer.actorId",\
      "route":"$context.routeKey","status":"$context.status",\
      "latencyMs":"$context.responseLatency","functionMs":"$context.integrationLatency",\
      "authorizerMs":"$context.authorizer.latency","bytes":"$context.responseLength",\
      "ip":"$context.identity.sourceIp","userAgent":"$context.identity.userAgent",\
      "error":"$context.error.messageString"}\
      """;

  final HttpApi api;
  final LogGroup accessLog;
  private final EnvironmentConfig config;

  TenantApi(Construct scope, EnvironmentConfig config) {
    super(scope, "Api");
    this.config = config;
    api =
        HttpApi.Builder.create(this, "Http")
            .apiName(config.named("api"))
            .description("Stash " + config.name())
            .createDefaultStage(false)
            .disableExecuteApiEndpoint(config.hostedZone().isPresent())
            .build();
    accessLog =
        LogGroup.Builder.create(this, "AccessLog")
            .logGroupName("/aws/vendedlogs/" + config.named("api-access"))
            .retention(Logs.days(config.logDays()))
            .removalPolicy(RemovalPolicy.DESTROY)
            .build();
  }

  /** Returns the host name under which all tenants can call. */
  String centralHost() {
    return config.hostedZone().isPresent()
        ? "api." + config.baseDomain()
        : "%s.execute-api.%s.amazonaws.com".formatted(api.getApiId(), config.region());
  }

  /** Makes the routes and opens them. */
  void serve(Functions functions) {
    var handler = integration("Handler", functions.get(Function.API));
    var authorizer =
        HttpLambdaAuthorizer.Builder.create("Bearer", functions.get(Function.AUTHORIZER).live)
            .authorizerName("bearer")
            // None: a request without credentials gets its 401 from the API function.
            .identitySource(List.of())
            .responseTypes(List.of(HttpLambdaResponseType.SIMPLE))
            // Not remembered: the answer depends on the host name, and keys are revoked.
            .resultsCacheTtl(Duration.seconds(0))
            .build();
    for (var route : Contract.load().routes()) {
      route(route, handler, authorizer);
    }
    var operators = integration("AdminHandler", functions.get(Function.ADMIN));
    for (var route : Contract.loadAdmin().routes()) {
      route(route, operators, new HttpIamAuthorizer());
    }
    var stage =
        HttpStage.Builder.create(this, "Stage")
            .httpApi(api)
            .stageName("$default")
            .autoDeploy(true)
            .detailedMetricsEnabled(true)
            .throttle(
                ThrottleSettings.builder()
                    .rateLimit(config.capacity().requestsPerSecond())
                    .burstLimit(config.capacity().requestBurst())
                    .build())
            .accessLogSettings(
                new Access(new LogGroupLogDestination(accessLog), AccessLogFormat.custom(ACCESS)))
            .build();
    config.hostedZone().ifPresent(id -> new TenantDomain(this, config, id, api, stage));
  }

  private static HttpLambdaIntegration integration(String id, DeployedFunction function) {
    return HttpLambdaIntegration.Builder.create(id, function.live)
        .payloadFormatVersion(PayloadFormatVersion.VERSION_2_0)
        // One permission for all routes: a function's policy has no room for one each.
        .scopePermissionToRoute(false)
        .build();
  }

  private void route(Route route, HttpLambdaIntegration handler, IHttpRouteAuthorizer authorizer) {
    api.addRoutes(
        AddRoutesOptions.builder()
            .path(route.path())
            .methods(List.of(HttpMethod.valueOf(route.method())))
            .integration(handler)
            .authorizer(authorizer)
            .build());
  }

  private record Access(IAccessLogDestination getDestination, AccessLogFormat getFormat)
      implements IAccessLogSettings {}
}
