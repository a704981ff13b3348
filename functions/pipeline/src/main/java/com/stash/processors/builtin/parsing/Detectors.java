package com.stash.processors.builtin.parsing;

import org.apache.tika.detect.DefaultDetector;
import org.apache.tika.detect.Detector;

/** Finds a file's media type by looking into it, its name being only a hint. */
final class Detectors {
  static final Detector DEFAULT = new DefaultDetector();

  private Detectors() {}
}
