package com.stash.documents;

import com.stash.campaigns.CampaignId;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Reads the paths that {@link ObjectKey}s print. */
final class Paths {
  private static final String ULID = "([0-9A-Z]{26})";
  private static final Pattern ORIGINAL =
      Pattern.compile("documents/" + ULID + "/" + ULID + "/original");
  private static final Pattern INBOX = Pattern.compile("inbox/" + ULID + "/(.+)", Pattern.DOTALL);
  private static final Pattern RESULT =
      Pattern.compile("results/" + ULID + "/" + ULID + "/" + ULID + "\\.json\\.gz");
  private static final Pattern OUTPUT =
      Pattern.compile(
          "outputs/"
              + ULID
              + "/"
              + ULID
              + "/"
              + ULID
              + "/([a-z][a-z0-9_]{0,39})-([1-9][0-9]{0,3})\\.json\\.gz");
  private static final Pattern EXPORT =
      Pattern.compile("exports/" + ULID + "/" + ULID + "/" + ULID + "/([^/]+)");

  private Paths() {}

  static Optional<ObjectKey> parse(String path) {
    try {
      return Optional.ofNullable(read(path));
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static @Nullable ObjectKey read(String path) {
    var match = ORIGINAL.matcher(path);
    if (match.matches()) {
      return new ObjectKey.Original(new DocumentId(new CampaignId(match.group(1)), match.group(2)));
    }
    match = INBOX.matcher(path);
    if (match.matches()) {
      return new ObjectKey.Inbox(new CampaignId(match.group(1)), match.group(2));
    }
    match = RESULT.matcher(path);
    if (match.matches()) {
      return new ObjectKey.Result(job(match.group(1), match.group(2), match.group(3)));
    }
    match = OUTPUT.matcher(path);
    if (match.matches()) {
      return new ObjectKey.Output(
          job(match.group(1), match.group(2), match.group(3)),
          match.group(4),
          Integer.parseInt(match.group(5)));
    }
    match = EXPORT.matcher(path);
    if (match.matches()) {
      return new ObjectKey.Export(
          job(match.group(1), match.group(2), match.group(3)), match.group(4));
    }
    return null;
  }

  private static JobId job(String campaign, String document, String job) {
    return new JobId(new DocumentId(new CampaignId(campaign), document), job);
  }
}
