package com.stash.local.attacks;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.credentials.CredentialScope;
import com.stash.functions.api.Contract;
import com.stash.local.canaries.Canaries;
import com.stash.local.fixtures.GivenTenant;
import com.stash.local.fixtures.Givens;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;

/**
 * A tenant and one thing of each kind it has.
 *
 * @param ids of the things, by the names that paths have for them
 */
record Estate(GivenTenant tenant, String host, Map<String, String> ids) {
  static Estate of(Givens given, Target target, Contract contract, String slug) {
    var tenant = given.tenant(slug);
    var estate = new Estate(tenant, slug + ".stash.test", new LinkedHashMap<>());
    var campaign = tenant.campaign("letters");
    given.factories().document(tenant.scope(), campaign).awaitingUpload();
    given.factories().campaign(tenant.scope(), "more").draft();
    estate.has(given, CredentialScope.campaign(campaign.id().value()));
    estate.has(given, CredentialScope.processor("ocr"));
    var document = given.factories().document(tenant.scope(), campaign).completed();
    estate.ids.put("campaignId", campaign.id().value());
    estate.ids.put("documentId", document.id().value());
    estate.ids.put("jobId", Objects.requireNonNull(document.currentJob()).value());
    for (var made : Samples.MAKING.entrySet()) {
      estate.ids.put(made.getKey(), estate.make(target, contract, made.getValue()));
    }
    return estate;
  }

  private void has(Givens given, CredentialScope place) {
    given
        .factories()
        .credential(tenant.scope(), "sample.key")
        .at(place)
        .holding(Canaries.plant(place.level()));
  }

  String key() {
    return tenant.key().reveal();
  }

  /** Returns the owner's request to an operation, as it should be. */
  Request request(Contract contract, String operationId) {
    var route =
        contract.routes().stream()
            .filter(known -> known.operationId().equals(operationId))
            .findFirst()
            .orElseThrow();
    return Samples.request(route, this);
  }

  private String make(Target target, Contract contract, String operationId) {
    var answer = target.send(request(contract, operationId));
    assertThat(answer.status()).as(answer.bytes()).isEqualTo(201);
    return answer.body().path("id").asText();
  }
}
