package com.stash.documents;

import static com.stash.testing.Sample.ACME;
import static com.stash.testing.Sample.GLOBEX;
import static com.stash.testing.Sample.INVOICE;
import static com.stash.testing.Sample.INVOICES;
import static com.stash.testing.Sample.JOB;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.stash.campaigns.CampaignId;
import com.stash.documents.ObjectKey.InBucket;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

class ObjectKeyTest {
  private static final String C = "01J0000000000000000000CAMP";
  private static final String D = "01J0000000000000000000D0CS";
  private static final String J = "01J0000000000000000000J0BS";
  private static final String ULID = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";

  @Test
  void keys_print_as_the_bucket_has_them() {
    assertThat(new ObjectKey.Original(INVOICE).path())
        .isEqualTo("documents/" + C + "/" + D + "/original");
    assertThat(new ObjectKey.Inbox(INVOICES, "2026/märz 1.pdf").path())
        .isEqualTo("inbox/" + C + "/2026/märz 1.pdf");
    assertThat(new ObjectKey.Result(JOB).path())
        .isEqualTo("results/" + C + "/" + D + "/" + J + ".json.gz");
    assertThat(new ObjectKey.Output(JOB, "extract", 12).path())
        .isEqualTo("outputs/" + C + "/" + D + "/" + J + "/extract-12.json.gz");
    assertThat(new ObjectKey.Export(JOB, "a.json").path())
        .isEqualTo("exports/" + C + "/" + D + "/" + J + "/a.json");
    assertThat(ObjectKey.inBucket(ACME, new ObjectKey.Original(INVOICE)))
        .isEqualTo("tenants/" + ACME + "/documents/" + C + "/" + D + "/original");
  }

  @Test
  void every_key_reads_back_as_itself_and_whatever_else_is_read_prints_as_it_was() {
    var random = new Random(2026);
    int read = 0;
    int refused = 0;
    for (int i = 0; i < 20_000; i++) {
      var key = randomKey(random);
      assertThat(ObjectKey.parse(key.path())).as("%s", key).contains(key);

      var mutant = mutated(ObjectKey.inBucket(ACME, key), random);
      var found = InBucket.parse(mutant);
      if (found.isEmpty()) {
        refused++;
        continue;
      }
      read++;
      assertThat(ObjectKey.inBucket(found.get().tenant(), found.get().key())).isEqualTo(mutant);
      assertThat(mutant)
          .startsWith("tenants/" + found.get().tenant() + "/")
          .matches(
              "tenants/[0-7][0-9A-HJKMNP-TV-Z]{25}/(documents|inbox|results|outputs|exports)/.*")
          .doesNotContain("//", "/../", "/./")
          .doesNotContainPattern("[\\x00-\\x1f\\x7f\\\\]");
      assertThat(mutant).doesNotEndWith("/").doesNotEndWith("/..");
    }
    assertThat(read).isGreaterThan(1_000);
    assertThat(refused).isGreaterThan(1_000);
  }

  static Stream<String> hostile() {
    return Stream.of(
        "",
        "/",
        "tenants",
        "documents/" + C + "/" + D,
        "documents/" + C + "/" + D + "/",
        "documents/" + C + "/" + D + "/original/",
        "documents/" + C + "/" + D + "/original\n",
        "documents/" + C + "/" + D + "/Original",
        "Documents/" + C + "/" + D + "/original",
        "/documents/" + C + "/" + D + "/original",
        "documents//" + C + "/" + D + "/original",
        "documents/" + C + "/../" + D + "/original",
        "documents/" + C.toLowerCase(java.util.Locale.ROOT) + "/" + D + "/original",
        "documents/" + C.substring(1) + "/" + D + "/original",
        "documents/8" + C.substring(1) + "/" + D + "/original",
        "documents/" + C.replace('C', 'I') + "/" + D + "/original",
        "documents/" + C + "/" + D.replace('D', 'U') + "/original",
        "inbox/" + C,
        "inbox/" + C + "/",
        "inbox/" + C + "//a",
        "inbox/" + C + "/a//b",
        "inbox/" + C + "/a/",
        "inbox/" + C + "/.",
        "inbox/" + C + "/..",
        "inbox/" + C + "/../a",
        "inbox/" + C + "/a/../../" + C + "/b",
        "inbox/" + C + "/a/./b",
        "inbox/" + C + "/a\\b",
        "inbox/" + C + "/a\u0000b",
        "inbox/" + C + "/a\nb",
        "inbox/" + C + "/a\u007fb",
        "inbox/" + C + "/" + "a".repeat(701),
        "inbox/" + C + "/" + "ä".repeat(351),
        "results/" + C + "/" + D + "/" + J + ".json",
        "results/" + C + "/" + D + "/" + J + "xjsonxgz",
        "outputs/" + C + "/" + D + "/" + J + "/Extract-1.json.gz",
        "outputs/" + C + "/" + D + "/" + J + "/extract-0.json.gz",
        "outputs/" + C + "/" + D + "/" + J + "/extract-01.json.gz",
        "outputs/" + C + "/" + D + "/" + J + "/extract-10000.json.gz",
        "outputs/" + C + "/" + D + "/" + J + "/1extract-1.json.gz",
        "outputs/" + C + "/" + D + "/" + J + "/" + "a".repeat(41) + "-1.json.gz",
        "exports/" + C + "/" + D + "/" + J + "/",
        "exports/" + C + "/" + D + "/" + J + "/.hidden",
        "exports/" + C + "/" + D + "/" + J + "/..",
        "exports/" + C + "/" + D + "/" + J + "/a/b",
        "exports/" + C + "/" + D + "/" + J + "/a b",
        "exports/" + C + "/" + D + "/" + J + "/" + "a".repeat(101),
        "set-aside/" + J);
  }

  @ParameterizedTest
  @MethodSource("hostile")
  void a_hostile_path_is_refused(String path) {
    assertThat(ObjectKey.parse(path)).isEmpty();
    assertThat(InBucket.parse("tenants/" + ACME + "/" + path)).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/tenants/%s/%s",
        "tenants//%s/%s",
        "Tenants/%s/%s",
        "tenant/%s/%s",
        "tenants/%s%s",
        "tenants/%s//%s",
        "tenants/../%s/%s",
        "x/tenants/%s/%s",
        "tenants/ %s/%s"
      })
  void a_key_outside_of_every_tenant_s_prefix_is_refused(String form) {
    var path = new ObjectKey.Original(INVOICE).path();
    var key = form.formatted(ACME, path);
    assertThat(InBucket.parse("tenants/%s/%s".formatted(ACME, path))).isPresent();
    assertThat(InBucket.parse(key)).isEmpty();
  }

  @Test
  void the_tenant_is_found_even_when_the_rest_is_no_key() {
    assertThat(InBucket.tenant("tenants/" + GLOBEX + "/anything/at all")).contains(GLOBEX);
    assertThat(InBucket.tenant("tenants/" + GLOBEX + "/")).isEmpty();
    assertThat(InBucket.tenant("tenants/" + GLOBEX)).isEmpty();
    assertThat(InBucket.tenant("tenants/8ZZZZZZZZZZZZZZZZZZZZZZZZZ/a")).isEmpty();
    assertThat(InBucket.tenant("tenants/" + GLOBEX + "0/a")).isEmpty();
  }

  @Test
  void a_dropped_file_is_called_by_the_last_part_of_its_name() {
    assertThat(new ObjectKey.Inbox(INVOICES, "2026/03/a.pdf").filename()).isEqualTo("a.pdf");
    assertThat(new ObjectKey.Inbox(INVOICES, "a.pdf").filename()).isEqualTo("a.pdf");
    assertThat(new ObjectKey.Inbox(INVOICES, "x".repeat(300) + ".pdf").filename())
        .hasSize(255)
        .endsWith("x.pdf");
  }

  @Test
  void keys_of_documents_and_jobs_read_back_and_nothing_else_does() {
    assertThat(DocumentId.parse(INVOICE.key())).isEqualTo(INVOICE).hasToString(D);
    assertThat(JobId.parse(JOB.key())).isEqualTo(JOB).hasToString(J);
    assertThat(JOB.key()).isEqualTo(C + "#" + D + "#" + J);
    assertThat(JOB.campaign()).isEqualTo(INVOICES);
    for (var wrong :
        new String[] {"", "#", C, C + "#", C + "/" + D, C + "#" + D + "#", C + "##" + D}) {
      assertThatThrownBy(() -> DocumentId.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> JobId.parse(wrong))
          .as(wrong)
          .isInstanceOf(IllegalArgumentException.class);
    }
    assertThatThrownBy(() -> DocumentId.parse(C + "#" + D.toLowerCase(java.util.Locale.ROOT)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> new CampaignId("c")).isInstanceOf(IllegalArgumentException.class);
  }

  private static ObjectKey randomKey(Random random) {
    var document = new DocumentId(new CampaignId(ulid(random)), ulid(random));
    var job = new JobId(document, ulid(random));
    return switch (random.nextInt(5)) {
      case 0 -> new ObjectKey.Original(document);
      case 1 -> new ObjectKey.Inbox(document.campaign(), inboxName(random));
      case 2 -> new ObjectKey.Result(job);
      case 3 -> new ObjectKey.Output(job, word(random, "abc_09", "a"), random.nextInt(1, 10_000));
      default -> new ObjectKey.Export(job, word(random, "aZ09._-", "x"));
    };
  }

  private static String inboxName(Random random) {
    var name = word(random, "aé漢 ._-#%+?*{}~\"'<>|:;@", "n");
    for (int depth = random.nextInt(4); depth > 0; depth--) {
      name += "/" + word(random, "aé漢 ._-#%+", "d");
    }
    return name;
  }

  private static String ulid(Random random) {
    var text = new StringBuilder().append((char) ('0' + random.nextInt(8)));
    while (text.length() < 26) {
      text.append(ULID.charAt(random.nextInt(32)));
    }
    return text.toString();
  }

  private static String word(Random random, String alphabet, String first) {
    var text = new StringBuilder(first);
    for (int length = random.nextInt(20); length > 0; length--) {
      text.append(alphabet.charAt(random.nextInt(alphabet.length())));
    }
    return text.toString();
  }

  private static String mutated(String key, Random random) {
    var text = new StringBuilder(key);
    var pieces =
        new String[] {
          "/", "//", "..", "/../", "./", "\\", "\u0000", "\n", "\u007f", "%2e", "a", "Z", "0", "#"
        };
    for (int n = random.nextInt(1, 3); n > 0; n--) {
      int at = random.nextInt(text.length());
      var piece = pieces[random.nextInt(pieces.length)];
      switch (random.nextInt(4)) {
        case 0 -> text.insert(at, piece);
        case 1 -> text.deleteCharAt(at);
        case 2 -> text.replace(at, at + 1, piece);
        default -> text.setCharAt(at, Character.toLowerCase(text.charAt(at)));
      }
    }
    return text.toString();
  }
}
