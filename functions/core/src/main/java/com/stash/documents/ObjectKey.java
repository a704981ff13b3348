package com.stash.documents;

import com.stash.campaigns.CampaignId;
import com.stash.kernel.Ids;
import com.stash.tenancy.TenantId;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * Where an object lies below its tenant's prefix. The prefix itself comes from the scope, so that
 * no key of another tenant can be built; what parses prints as it was.
 */
public sealed interface ObjectKey {
  /** Returns the path below {@code tenants/{tenantId}/}. */
  String path();

  /** The bytes of an announced document. */
  record Original(DocumentId document) implements ObjectKey {
    @Override
    public String path() {
      return "documents/" + document.campaign() + "/" + document + "/original";
    }
  }

  /** A file that a tenant's own system dropped. */
  record Inbox(CampaignId campaign, String name) implements ObjectKey {
    private static final Pattern NAME = Pattern.compile("[^\\p{Cntrl}\\\\]+");

    public Inbox {
      var segments = name.split("/", -1);
      for (var segment : segments) {
        if (segment.isEmpty() || segment.equals(".") || segment.equals("..")) {
          throw new IllegalArgumentException("an inbox name has no empty or dotted parts");
        }
      }
      if (!NAME.matcher(name).matches() || name.getBytes(StandardCharsets.UTF_8).length > 700) {
        throw new IllegalArgumentException("an inbox name has at most 700 printable bytes");
      }
    }

    /** Returns the last part of the name, at most 255 characters. */
    public String filename() {
      var last = name.substring(name.lastIndexOf('/') + 1);
      return last.length() > 255 ? last.substring(last.length() - 255) : last;
    }

    @Override
    public String path() {
      return "inbox/" + campaign + "/" + name;
    }
  }

  /** A result too large to be an item. */
  record Result(JobId job) implements ObjectKey {
    @Override
    public String path() {
      return "results/" + job.campaign() + "/" + job.document() + "/" + job + ".json.gz";
    }
  }

  /** A step's output too large to be in its execution. */
  record Output(JobId job, String step, int attempt) implements ObjectKey {
    @Override
    public String path() {
      return "outputs/%s/%s/%s/%s-%d.json.gz"
          .formatted(job.campaign(), job.document(), job, step, attempt);
    }
  }

  /** A file that a step put out for the tenant. */
  record Export(JobId job, String name) implements ObjectKey {
    private static final Pattern NAME = Pattern.compile("[A-Za-z0-9_-][A-Za-z0-9._-]{0,99}");

    public Export {
      if (!NAME.matcher(name).matches()) {
        throw new IllegalArgumentException("an export is named by 1 to 100 of A-Z a-z 0-9 . _ -");
      }
    }

    @Override
    public String path() {
      return "exports/" + job.campaign() + "/" + job.document() + "/" + job + "/" + name;
    }
  }

  /** Returns the full key of an object of a tenant. */
  static String inBucket(TenantId tenant, ObjectKey key) {
    return "tenants/" + tenant + "/" + key.path();
  }

  /** Reads a path below a tenant's prefix. */
  static Optional<ObjectKey> parse(String path) {
    return Paths.parse(path).filter(key -> key.path().equals(path));
  }

  /** A full key of the bucket, taken apart. */
  record InBucket(TenantId tenant, ObjectKey key) {
    private static final int PATH = "tenants/".length() + Ids.LENGTH + 1;

    /** Reads a full key; empty when it is not one that Stash or a tenant's inbox may have. */
    public static Optional<InBucket> parse(String fullKey) {
      return tenant(fullKey)
          .flatMap(
              tenant ->
                  ObjectKey.parse(fullKey.substring(PATH)).map(key -> new InBucket(tenant, key)));
    }

    /** Returns the tenant whose prefix a full key is under. */
    public static Optional<TenantId> tenant(String fullKey) {
      if (!fullKey.startsWith("tenants/")
          || fullKey.length() <= PATH
          || fullKey.charAt(PATH - 1) != '/') {
        return Optional.empty();
      }
      var id = fullKey.substring("tenants/".length(), PATH - 1);
      return Ids.isUlid(id) ? Optional.of(new TenantId(id)) : Optional.empty();
    }
  }
}
