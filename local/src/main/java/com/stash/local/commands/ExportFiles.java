package com.stash.local.commands;

import com.stash.lifecycle.ExportingTenants.Target;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** The files of an export: in a folder, or in one zip. Only the operator may read them. */
interface ExportFiles extends Target, AutoCloseable {
  @Override
  void close() throws IOException;

  static ExportFiles open(Path path) throws IOException {
    return path.toString().toLowerCase(Locale.ROOT).endsWith(".zip")
        ? new Zip(new ZipOutputStream(Files.newOutputStream(path, StandardOpenOption.CREATE_NEW)))
        : new Folder(Files.createDirectories(path).toRealPath());
  }

  /** Files below a folder. */
  record Folder(Path folder) implements ExportFiles {
    @Override
    public OutputStream file(String name) throws IOException {
      var file = folder.resolve(name).normalize();
      if (!file.startsWith(folder)) {
        throw new IOException("a file outside of the folder: " + name);
      }
      Files.createDirectories(file.getParent());
      return Files.newOutputStream(file, StandardOpenOption.CREATE_NEW);
    }

    @Override
    public void close() {}
  }

  /** Entries of a zip. */
  record Zip(ZipOutputStream zip) implements ExportFiles {
    @Override
    public OutputStream file(String name) throws IOException {
      zip.putNextEntry(new ZipEntry(name));
      return new FilterOutputStream(zip) {
        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
          zip.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
          zip.closeEntry();
        }
      };
    }

    @Override
    public void close() throws IOException {
      zip.close();
    }
  }
}
