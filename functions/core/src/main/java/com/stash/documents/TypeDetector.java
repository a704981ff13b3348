package com.stash.documents;

/** Tells a file's media type from its first bytes and its name. */
public interface TypeDetector {
  /** The most bytes a detection looks at. */
  int LOOKS_AT = 64 << 10;

  String detect(byte[] firstBytes, String filename);
}
