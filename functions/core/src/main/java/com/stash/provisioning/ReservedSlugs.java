package com.stash.provisioning;

import com.stash.tenancy.Slug;
import java.util.Set;

/** Slugs that as a subdomain would pass for the platform's own. */
final class ReservedSlugs {
  private static final Set<String> ALL =
      Set.of(
          "account",
          "accounts",
          "admin",
          "administrator",
          "api",
          "app",
          "assets",
          "auth",
          "autoconfig",
          "autodiscover",
          "billing",
          "blog",
          "cdn",
          "console",
          "dashboard",
          "dev",
          "docs",
          "ftp",
          "help",
          "imap",
          "internal",
          "localhost",
          "login",
          "mail",
          "mta-sts",
          "ns1",
          "ns2",
          "oauth",
          "operator",
          "platform",
          "pop",
          "postmaster",
          "prod",
          "root",
          "security",
          "signup",
          "smtp",
          "sso",
          "staging",
          "stash",
          "static",
          "status",
          "support",
          "system",
          "test",
          "webmail",
          "wpad",
          "www");

  private ReservedSlugs() {}

  static boolean contains(Slug slug) {
    return ALL.contains(slug.value());
  }
}
