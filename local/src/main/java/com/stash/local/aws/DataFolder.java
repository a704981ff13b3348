package com.stash.local.aws;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import org.jspecify.annotations.Nullable;

/** The folder that keeps the local cloud's data, held by one process at a time. */
final class DataFolder implements AutoCloseable {
  private final Path root;
  private final FileChannel channel;

  private DataFolder(Path root, FileChannel channel) {
    this.root = root;
    this.channel = channel;
  }

  /** Creates the folder if need be and takes its lock, or says why it cannot. */
  static DataFolder open(Path wanted) {
    // The S3 server lists nothing below a relative folder.
    var root = wanted.toAbsolutePath().normalize();
    try {
      OwnerOnly.folder(root);
      var channel =
          FileChannel.open(
              root.resolve("lock"), StandardOpenOption.CREATE, StandardOpenOption.WRITE);
      if (lock(channel) == null) {
        channel.close();
        throw new CannotStart(
            "The data folder %s is in use by another process: stop it or choose another folder."
                .formatted(root));
      }
      return new DataFolder(root, channel);
    } catch (IOException e) {
      throw new CannotStart(
          "The data folder %s cannot be written: make it writable or choose another folder."
              .formatted(root),
          e);
    }
  }

  private static @Nullable FileLock lock(FileChannel channel) throws IOException {
    try {
      return channel.tryLock();
    } catch (OverlappingFileLockException e) {
      return null;
    }
  }

  /** Returns the named sub-folder, readable by its owner only. */
  Path sub(String name) {
    try {
      return OwnerOnly.folder(root.resolve(name));
    } catch (IOException e) {
      throw new CannotStart(
          "The folder %s cannot be written: make it writable or choose another data folder."
              .formatted(root.resolve(name)),
          e);
    }
  }

  Path file(String name) {
    return root.resolve(name);
  }

  /** Says that a file is damaged, and what to do. */
  static CannotStart damaged(Path file, @Nullable Throwable cause) {
    var message =
        "%s is damaged: restore the data folder from a copy, or move it away to start empty."
            .formatted(file);
    return cause == null ? new CannotStart(message) : new CannotStart(message, cause);
  }

  @Override
  public void close() {
    try {
      channel.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
