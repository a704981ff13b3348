package com.stash.local.demo;

import com.stash.kernel.Sha256;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/**
 * A file of the demo, how it is sent, and what should come of it.
 *
 * @param tenant the sending tenant's slug
 * @param campaign the campaign's slug; {@code -} for one that does not exist
 * @param outcome the state it should end in
 * @param detail the label it should get, or the reason of its state
 */
record Sample(
    String tenant,
    String campaign,
    String file,
    String type,
    Way way,
    String outcome,
    String detail) {
  enum Way {
    ANNOUNCED,
    DROPPED
  }

  private static final String PDF = "application/pdf";
  private static final String DOCX =
      "application/vnd.openxmlformats-officedocument.wordprocessingml.document";
  private static final String XLSX =
      "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

  /** Returns all samples; without Tesseract, scans cannot be read and say so. */
  static List<Sample> all(boolean canReadScans) {
    var scanned = canReadScans ? "completed" : "failed";
    var invoice = canReadScans ? "invoice" : "ocr_unavailable";
    var receipt = canReadScans ? "receipt" : "ocr_unavailable";
    return List.of(
        announced("acme", "invoices", "invoice-acme.pdf", PDF, "completed", "invoice"),
        announced("acme", "invoices", "scanned-invoice.pdf", PDF, scanned, invoice),
        dropped("acme", "invoices", "receipt-scan.png", "image/png", scanned, receipt),
        dropped("acme", "invoices", "setup.exe", "", "rejected", "type_not_allowed"),
        dropped("acme", "invoices", "empty.txt", "", "rejected", "empty_file"),
        announced("acme", "mail-room", "complaint.eml", "message/rfc822", "completed", "complaint"),
        dropped("acme", "mail-room", "newsletter.html", "text/html", "completed", "newsletter"),
        announced("acme", "mail-room", "notes.txt", "text/plain", "completed", "note"),
        announced("acme", "mail-room", "order.json", "application/json", "completed", "order"),
        dropped("acme", "mail-room", "contacts.csv", "text/csv", "completed", "contacts"),
        announced("globex", "payables", "invoice-globex.pdf", PDF, "completed", "invoice"),
        dropped("globex", "payables", "encrypted.pdf", PDF, "failed", "encrypted_document"),
        announced("globex", "payables", "damaged.pdf", PDF, "failed", "unreadable_document"),
        dropped("globex", "contracts", "contract.docx", DOCX, "completed", "contract"),
        announced("globex", "contracts", "expenses.xlsx", XLSX, "completed", "expenses"),
        dropped("globex", "-", "notes.txt", "", "set aside", "unknown_campaign"),
        announced("acme", "invoices", "invoice-acme-copy.pdf", PDF, "completed", "duplicate"));
  }

  byte[] bytes() {
    try (var in = Sample.class.getResourceAsStream("/samples/" + file)) {
      if (in == null) {
        throw new IllegalStateException("missing on the class path: " + file);
      }
      return in.readAllBytes();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Sha256 sha256() {
    return Sha256.of(bytes());
  }

  private static Sample announced(
      String tenant, String campaign, String file, String type, String outcome, String detail) {
    return new Sample(tenant, campaign, file, type, Way.ANNOUNCED, outcome, detail);
  }

  private static Sample dropped(
      String tenant, String campaign, String file, String type, String outcome, String detail) {
    return new Sample(tenant, campaign, file, type, Way.DROPPED, outcome, detail);
  }
}
