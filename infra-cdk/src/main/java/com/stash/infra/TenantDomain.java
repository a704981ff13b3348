package com.stash.infra;

import software.amazon.awscdk.services.apigatewayv2.ApiMapping;
import software.amazon.awscdk.services.apigatewayv2.DomainName;
import software.amazon.awscdk.services.apigatewayv2.HttpApi;
import software.amazon.awscdk.services.apigatewayv2.HttpStage;
import software.amazon.awscdk.services.apigatewayv2.SecurityPolicy;
import software.amazon.awscdk.services.certificatemanager.Certificate;
import software.amazon.awscdk.services.certificatemanager.CertificateValidation;
import software.amazon.awscdk.services.route53.ARecord;
import software.amazon.awscdk.services.route53.HostedZone;
import software.amazon.awscdk.services.route53.HostedZoneAttributes;
import software.amazon.awscdk.services.route53.RecordTarget;
import software.amazon.awscdk.services.route53.targets.ApiGatewayv2DomainProperties;
import software.constructs.Construct;

/** Every subdomain of the base domain leads to the API; which tenant it is, the code decides. */
final class TenantDomain extends Construct {
  TenantDomain(
      Construct scope, EnvironmentConfig config, String zoneId, HttpApi api, HttpStage stage) {
    super(scope, "Domain");
    var wildcard = "*." + config.baseDomain();
    var zone =
        HostedZone.fromHostedZoneAttributes(
            this,
            "Zone",
            HostedZoneAttributes.builder()
                .hostedZoneId(zoneId)
                .zoneName(config.baseDomain())
                .build());
    var certificate =
        Certificate.Builder.create(this, "Certificate")
            .domainName(wildcard)
            .validation(CertificateValidation.fromDns(zone))
            .build();
    var domain =
        DomainName.Builder.create(this, "Name")
            .domainName(wildcard)
            .certificate(certificate)
            .securityPolicy(SecurityPolicy.TLS_1_2)
            .build();
    ApiMapping.Builder.create(this, "Mapping").api(api).domainName(domain).stage(stage).build();
    ARecord.Builder.create(this, "Record")
        .zone(zone)
        .recordName(wildcard)
        .target(
            RecordTarget.fromAlias(
                new ApiGatewayv2DomainProperties(
                    domain.getRegionalDomainName(), domain.getRegionalHostedZoneId())))
        .build();
  }
}
