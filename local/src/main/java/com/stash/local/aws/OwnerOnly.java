package com.stash.local.aws;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Set;

/** Folders and files that only their owner can read, where the file system knows owners. */
public final class OwnerOnly {
  private OwnerOnly() {}

  public static Path folder(Path folder) throws IOException {
    return Files.isDirectory(folder)
        ? folder
        : Files.createDirectories(folder, permissions("rwx------"));
  }

  /** Opens a file for what is added at its end. */
  public static OutputStream appending(Path file) throws IOException {
    if (!Files.exists(file)) {
      Files.createFile(file, permissions("rw-------"));
    }
    return Files.newOutputStream(file, StandardOpenOption.APPEND);
  }

  /** Writes the file as a whole or not at all, and forces it to the disk. */
  public static void write(Path file, byte[] content) throws IOException {
    write(file, content, true);
  }

  /** Writes the file as a whole or not at all; it outlives the process, not a loss of power. */
  static void writeFast(Path file, byte[] content) throws IOException {
    write(file, content, false);
  }

  private static void write(Path file, byte[] content, boolean force) throws IOException {
    var parent = file.toAbsolutePath().getParent();
    var draft = Files.createTempFile(parent, ".draft", "", permissions("rw-------"));
    try {
      try (var channel = FileChannel.open(draft, Set.of(StandardOpenOption.WRITE))) {
        var buffer = ByteBuffer.wrap(content);
        while (buffer.hasRemaining()) {
          channel.write(buffer);
        }
        if (force) {
          channel.force(true);
        }
      }
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    } finally {
      Files.deleteIfExists(draft);
    }
  }

  private static FileAttribute<?>[] permissions(String text) {
    return FileSystems.getDefault().supportedFileAttributeViews().contains("posix")
        ? new FileAttribute<?>[] {
          PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString(text))
        }
        : new FileAttribute<?>[0];
  }
}
