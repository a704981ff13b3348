package com.stash.local.demo;

import com.fasterxml.jackson.databind.JsonNode;
import com.stash.kernel.Json;
import com.stash.local.cloud.LocalCloud;
import com.stash.local.demo.Sample.Way;
import java.net.URI;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.services.s3.S3Client;

/** One demo tenant's program: it announces files and sends them, or drops them into S3. */
final class Sender implements AutoCloseable {
  private final LocalCloud cloud;
  private final DemoTenant tenant;
  private final ApiClient api;
  private final S3Client s3;
  private Map<String, String> campaigns = Map.of();

  Sender(LocalCloud cloud, DemoTenant tenant) {
    this.cloud = cloud;
    this.tenant = tenant;
    this.api = tenant.api(cloud.api());
    this.s3 = tenant.s3(cloud.aws());
  }

  /** Makes the tenant's campaigns, where they are not there yet. */
  void prepare() {
    campaigns = new DemoTenants(cloud).campaigns(tenant);
  }

  String slug() {
    return tenant.tenant().slug().value();
  }

  DemoTenant tenant() {
    return tenant;
  }

  ApiClient api() {
    return api;
  }

  String greeting() {
    return "%s (%s, %s): campaigns %s"
        .formatted(
            tenant.tenant().name(),
            cloud.backend().hosts().subdomain(tenant.tenant().slug()),
            tenant.tenant().tier().wire(),
            String.join(", ", campaigns.keySet()));
  }

  /** Sends one sample; {@code run} keeps this run's drops apart from those of earlier runs. */
  Sent send(Sample sample, String run) {
    var campaign = campaigns.getOrDefault(sample.campaign(), "7ZZZZZZZZZZZZZZZZZZZZZZZZZ");
    return sample.way() == Way.ANNOUNCED
        ? announce(sample, campaign)
        : drop(sample, campaign, run + "/" + sample.file());
  }

  /** Finds the documents that came of dropped files, with one list request for each campaign. */
  void findDropped(List<Sent> sent) {
    var open = new LinkedHashMap<String, Sent>();
    sent.stream()
        .filter(one -> one.sender() == this && one.isUnknown())
        .forEach(one -> open.put(one.object(), one));
    for (var campaign : campaigns.values()) {
      if (open.values().stream().anyMatch(one -> one.campaign().equals(campaign))) {
        for (var item : api.get(path(campaign) + "?limit=100").path("items")) {
          var found = open.get(item.path("object").asText());
          if (found != null) {
            found.found(item.path("id").asText());
          }
        }
      }
    }
    open.values().stream().filter(one -> one.sample().campaign().equals("-")).forEach(this::aside);
  }

  private void aside(Sent sent) {
    for (var entry : api.get("/v1/audit?limit=100").path("items")) {
      if (entry.path("auditableType").asText().equals("incident")
          && entry.path("new").path("subject").asText().endsWith(sent.object())) {
        sent.setAside(entry.path("new").path("code").asText());
      }
    }
  }

  static String path(String campaign) {
    return "/v1/campaigns/" + campaign + "/documents";
  }

  private Sent announce(Sample sample, String campaign) {
    var bytes = sample.bytes();
    var wish =
        Json.object()
            .put("filename", sample.file())
            .put("type", sample.type())
            .put("sizeBytes", bytes.length)
            .put("sha256", sample.sha256().hex());
    var announced = api.post(path(campaign), wish, Map.of());
    var upload = announced.path("upload");
    var status = api.put(URI.create(upload.path("url").asText()), headers(upload), bytes);
    if (status != 200) {
      throw new IllegalStateException(
          "S3 answered " + status + " to the upload of " + sample.file());
    }
    return new Sent(this, sample, campaign, "", announced.path("id").asText());
  }

  private Sent drop(Sample sample, String campaign, String name) {
    var object = "inbox/" + campaign + "/" + name;
    s3.putObject(
        p ->
            p.bucket(cloud.backend().environment().bucket())
                .key("tenants/" + tenant.tenant().id() + "/" + object),
        RequestBody.fromBytes(sample.bytes()));
    return new Sent(this, sample, campaign, object, "");
  }

  private static Map<String, String> headers(JsonNode upload) {
    var headers = new LinkedHashMap<String, String>();
    upload
        .path("headers")
        .properties()
        .forEach(h -> headers.put(h.getKey(), h.getValue().asText()));
    return headers;
  }

  @Override
  public void close() {
    s3.close();
  }
}
