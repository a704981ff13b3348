package com.stash.processors.builtin.parsing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Random;
import java.util.zip.Deflater;
import java.util.zip.DeflaterOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/** Makes files that attack a parser. */
final class HostileFiles {
  private static final String RELS =
      "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\">"
          + "<Relationship Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/"
          + "2006/relationships/%s\" Target=\"%s\"/></Relationships>";
  private static final String TYPES =
      "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\">"
          + "<Default Extension=\"rels\""
          + " ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/>"
          + "<Default Extension=\"xml\" ContentType=\"application/xml\"/>"
          + "<Override PartName=\"%s\" ContentType=\"application/"
          + "vnd.openxmlformats-officedocument.%s+xml\"/></Types>";
  private static final String WORD =
      "<w:document xmlns:w=\"http://schemas.openxmlformats.org/wordprocessingml/2006/main\">"
          + "<w:body>%s</w:body></w:document>";

  private final Path folder;

  HostileFiles(Path folder) {
    this.folder = folder;
  }

  /** Writes something, many times over. */
  interface Content {
    void writeTo(OutputStream out) throws IOException;

    static Content of(String text) {
      return repeated(text, 1);
    }

    static Content repeated(String text, int times) {
      var bytes = text.getBytes(StandardCharsets.UTF_8);
      return out -> {
        for (var count = 0; count < times; count++) {
          out.write(bytes);
        }
      };
    }

    default Content then(Content next) {
      return out -> {
        writeTo(out);
        next.writeTo(out);
      };
    }
  }

  Path text(String name, String content) throws IOException {
    return write(name, Content.of(content));
  }

  Path nested(String name, String before, String open, int depth) throws IOException {
    return write(name, Content.of(before).then(Content.repeated(open, depth)));
  }

  Path random(String name) throws IOException {
    var bytes = new byte[50_000];
    new Random(42).nextBytes(bytes);
    return Files.write(folder.resolve(name), bytes);
  }

  /** A Word file whose body is 200 MB of a comment. */
  Path zipBomb() throws IOException {
    var parts = WORD.split("%s", -1);
    var body =
        Content.of(parts[0] + "<!-- ")
            .then(Content.repeated("x".repeat(1000), 200_000))
            .then(Content.of(" -->" + parts[1]));
    return docx("bomb.docx", body);
  }

  /** A Word file whose document part is the given text. */
  Path docx(String name, Content document) throws IOException {
    var entries = new LinkedHashMap<String, Content>();
    entries.put(
        "[Content_Types].xml",
        Content.of(TYPES.formatted("/word/document.xml", "wordprocessingml.document.main")));
    entries.put("_rels/.rels", Content.of(RELS.formatted("officeDocument", "word/document.xml")));
    entries.put("word/document.xml", document);
    return zip(name, entries);
  }

  /** A workbook with two cells at opposite corners of the largest sheet, repeated in many rows. */
  Path sparseWorkbook() throws IOException {
    var main = "xmlns=\"http://schemas.openxmlformats.org/spreadsheetml/2006/main\"";
    var entries = new LinkedHashMap<String, Content>();
    var types = TYPES.formatted("/xl/workbook.xml", "spreadsheetml.sheet.main");
    var sheet =
        "<Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/"
            + "vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
    entries.put("[Content_Types].xml", Content.of(types.replace("</Types>", sheet)));
    entries.put("_rels/.rels", Content.of(RELS.formatted("officeDocument", "xl/workbook.xml")));
    entries.put(
        "xl/_rels/workbook.xml.rels",
        Content.of(RELS.formatted("worksheet", "worksheets/sheet1.xml")));
    entries.put(
        "xl/workbook.xml",
        Content.of(
            "<workbook %s xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/"
                    .formatted(main)
                + "relationships\"><sheets><sheet name=\"S\" sheetId=\"1\" r:id=\"r1\"/></sheets>"
                + "</workbook>"));
    entries.put(
        "xl/worksheets/sheet1.xml",
        Content.of("<worksheet %s><dimension ref=\"A1:XFD1048576\"/><sheetData>".formatted(main))
            .then(
                Content.repeated(
                    "<row r=\"1\"><c r=\"A1\"><v>1</v></c></row>"
                        + "<row r=\"1048576\"><c r=\"XFD1048576\"><v>2</v></c></row>",
                    5000))
            .then(Content.of("</sheetData></worksheet>")));
    return zip("sparse.xlsx", entries);
  }

  /** Word files embedded in each other. */
  Path nestedArchive(int depth) throws IOException {
    var path = docx("nested.docx", Content.of(WORD.formatted("")));
    for (var level = 0; level < depth; level++) {
      var bytes = Files.readAllBytes(path);
      path = docx("nested.docx", Content.of(WORD.formatted("")), bytes);
    }
    return path;
  }

  private Path docx(String name, Content document, byte[] embedded) throws IOException {
    var entries = new LinkedHashMap<String, Content>();
    var types = TYPES.formatted("/word/document.xml", "wordprocessingml.document.main");
    var type = "<Default Extension=\"docx\" ContentType=\"application/octet-stream\"/></Types>";
    entries.put("[Content_Types].xml", Content.of(types.replace("</Types>", type)));
    entries.put("_rels/.rels", Content.of(RELS.formatted("officeDocument", "word/document.xml")));
    entries.put("word/document.xml", document);
    entries.put(
        "word/_rels/document.xml.rels", Content.of(RELS.formatted("package", "embeddings/a.docx")));
    entries.put("word/embeddings/a.docx", out -> out.write(embedded));
    return zip(name, entries);
  }

  /** An e-mail whose parts hold each other, or stand side by side. */
  Path mail(int parts, boolean inside) throws IOException {
    var mail = new StringBuilder("From: a@example.com\r\nTo: b@example.com\r\nSubject: x\r\n");
    for (var part = 0; part < parts; part++) {
      if (inside || part == 0) {
        mail.append("Content-Type: multipart/mixed; boundary=\"b").append(part).append("\"\r\n");
      } else {
        mail.append("Content-Type: message/rfc822\r\n\r\nSubject: y\r\n\r\nHello\r\n");
      }
      mail.append("\r\n--b").append(inside ? part : 0).append("\r\n");
    }
    mail.append("Content-Type: text/plain\r\n\r\nThe end\r\n");
    return text(inside ? "nested.eml" : "wide.eml", mail.toString());
  }

  /** A PDF whose one page has 400 MB of blanks to say. */
  Path pdfBomb() throws IOException {
    var packed = new ByteArrayOutputStream();
    try (var out = new DeflaterOutputStream(packed)) {
      Content.repeated(" ".repeat(10_000), 40_000).writeTo(out);
    }
    return pdf(
        "bomb.pdf",
        "<< /Type /Catalog /Pages 2 0 R >>",
        "<< /Type /Pages /Count 1 /Kids [3 0 R] >>",
        "<< /Type /Page /Parent 2 0 R /MediaBox [0 0 9 9] /Contents 4 0 R >>",
        "<< /Length %d /Filter /FlateDecode >>\nstream\n%s\nendstream"
            .formatted(packed.size(), packed.toString(StandardCharsets.ISO_8859_1)));
  }

  /** A PDF of the given objects, the first being the catalog. */
  Path pdf(String name, String... objects) throws IOException {
    var pdf = new StringBuilder("%PDF-1.4\n");
    var table = new StringBuilder("0000000000 65535 f \n");
    for (var number = 1; number <= objects.length; number++) {
      table.append("%010d 00000 n \n".formatted(pdf.length()));
      pdf.append("%d 0 obj\n%s\nendobj\n".formatted(number, objects[number - 1]));
    }
    var start = pdf.length();
    pdf.append("xref\n0 %d\n%s".formatted(objects.length + 1, table));
    pdf.append("trailer\n<< /Size %d /Root 1 0 R >>\n".formatted(objects.length + 1));
    pdf.append("startxref\n%d\n%%%%EOF\n".formatted(start));
    return Files.writeString(folder.resolve(name), pdf, StandardCharsets.ISO_8859_1);
  }

  private Path zip(String name, Map<String, Content> entries) throws IOException {
    var path = folder.resolve(name);
    try (var zip = new ZipOutputStream(Files.newOutputStream(path))) {
      zip.setLevel(Deflater.BEST_SPEED);
      for (var entry : entries.entrySet()) {
        zip.putNextEntry(new ZipEntry(entry.getKey()));
        entry.getValue().writeTo(zip);
        zip.closeEntry();
      }
    }
    return path;
  }

  private Path write(String name, Content content) throws IOException {
    var path = folder.resolve(name);
    try (var out = Files.newOutputStream(path)) {
      content.writeTo(out);
    }
    return path;
  }
}
