package com.stash.store;

import static org.assertj.core.api.Assertions.assertThat;

import com.stash.store.VersionedBucket.Version;
import java.io.IOException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What is counted and deleted where the bucket keeps versions. */
class StoredObjectsTest {
  private static final String ACME = "tenants/01KAT00000000000000000ACME/";
  private static final String GLOBEX = "tenants/01KAT0000000000000000GKBEX/";

  private final VersionedBucket bucket = new VersionedBucket();
  private final StoredObjects objects = new StoredObjects(bucket.client(), "documents");

  StoredObjectsTest() throws IOException {}

  @AfterEach
  void stop() {
    bucket.close();
  }

  @Test
  void every_version_and_every_marker_below_the_prefix_goes_and_nothing_else() {
    for (int i = 0; i < 2_300; i++) {
      bucket.versions.add(new Version(ACME + i % 700, "v%04d".formatted(i), i % 10 == 0));
    }
    var others = new Version(GLOBEX + "a", "v9999", false);
    bucket.versions.add(others);
    assertThat(objects.count(ACME)).isEqualTo(2_300);
    assertThat(objects.delete(ACME)).isEqualTo(2_300);
    assertThat(bucket.versions).containsExactly(others);
    assertThat(objects.count(ACME)).isZero();
    assertThat(objects.delete(ACME)).isZero();
  }

  @Test
  void uploads_that_were_never_finished_are_given_up_however_many() {
    for (int i = 0; i < 1_100; i++) {
      bucket.uploads.put("u%04d".formatted(i), ACME + i);
    }
    bucket.uploads.put("theirs", GLOBEX + "a");
    assertThat(objects.delete(ACME)).isZero();
    assertThat(bucket.uploads).containsOnlyKeys("theirs");
  }
}
