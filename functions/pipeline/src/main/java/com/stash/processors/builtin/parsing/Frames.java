package com.stash.processors.builtin.parsing;

import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** The protocol's frames: four bytes of length, big-endian, then that many bytes. */
final class Frames {
  static final int MAX_BYTES = 16 * 1024 * 1024;

  private Frames() {}

  static void write(OutputStream out, byte[] frame) throws IOException {
    if (frame.length > MAX_BYTES) {
      throw new IOException("frame of " + frame.length + " bytes is over the limit");
    }
    var data = new DataOutputStream(out);
    data.writeInt(frame.length);
    data.write(frame);
    data.flush();
  }

  /** Reads one frame; throws {@link EOFException} at the end of the stream. */
  static byte[] read(InputStream in) throws IOException {
    var data = new DataInputStream(in);
    var length = data.readInt();
    if (length < 0 || length > MAX_BYTES) {
      throw new IOException("frame of " + length + " bytes is over the limit");
    }
    var frame = data.readNBytes(length);
    if (frame.length < length) {
      throw new EOFException("the stream ended inside a frame");
    }
    return frame;
  }
}
