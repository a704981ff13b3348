package com.stash.pipeline;

import com.stash.documents.ObjectKey;
import com.stash.kernel.Sha256;
import java.util.Base64;

/** A JSON value, compressed: in the item when it is small, otherwise an object of its own. */
public sealed interface Body {
  /** The largest compressed value that is kept in an item, in bytes. */
  int INLINE = 8 << 10;

  /** The value itself, as gzip of JSON. */
  record Inline(String base64) implements Body {
    public static Inline of(byte[] gzip) {
      return new Inline(Base64.getEncoder().encodeToString(gzip));
    }

    public byte[] gzip() {
      return Base64.getDecoder().decode(base64);
    }
  }

  /** Where the value is, and the hash of its compressed bytes. */
  record Stored(ObjectKey object, Sha256 hash) implements Body {}
}
