package com.stash.processors.builtin.webhook;

import com.stash.kernel.Outcome;
import com.stash.kernel.Refusal;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;

/**
 * Where webhooks may go: by HTTPS, to addresses of the public Internet only, so that a tenant
 * cannot make Stash ask the hosts around it. A name that resolves otherwise right after the check
 * meets HTTPS: a host inside has no certificate for it.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc6890.html">RFC 6890, special-purpose
 *     addresses</a>
 * @param loopbackToo whether this machine may be a target, and by HTTP; never where it is deployed
 */
public record Targets(boolean loopbackToo, Names names) {
  private static final List<AddressBlock> SPECIAL =
      Stream.of(
              "0.0.0.0/8",
              "10.0.0.0/8",
              "100.64.0.0/10",
              "127.0.0.0/8",
              "169.254.0.0/16",
              "172.16.0.0/12",
              "192.0.0.0/24",
              "192.0.2.0/24",
              "192.88.99.0/24",
              "192.168.0.0/16",
              "198.18.0.0/15",
              "198.51.100.0/24",
              "203.0.113.0/24",
              "224.0.0.0/3",
              "2001::/23",
              "2001:db8::/32",
              "2002::/16",
              "3fff::/20")
          .map(AddressBlock::of)
          .toList();

  /** All other addresses of IPv6 are this host's, its link's, its site's, or another protocol's. */
  private static final AddressBlock GLOBAL = AddressBlock.of("2000::/3");

  /** Finds the addresses of a host name. */
  public interface Names {
    InetAddress[] of(String host) throws UnknownHostException;
  }

  /** Public addresses only. */
  public static Targets deployed() {
    return new Targets(false, InetAddress::getAllByName);
  }

  /** This machine too, for trying. */
  public static Targets local() {
    return new Targets(true, InetAddress::getAllByName);
  }

  /** Returns the address to send to, or why nothing is sent there. */
  Outcome<URI> check(String url) throws UnknownHostException {
    URI uri;
    try {
      uri = new URI(url);
    } catch (URISyntaxException e) {
      return refused("The url is no URL. Write it as https://host/path.");
    }
    var scheme = String.valueOf(uri.getScheme()).toLowerCase(Locale.ROOT);
    if (uri.getHost() == null || uri.getUserInfo() != null) {
      return refused("The url must have a host, and no user name or password.");
    }
    if (!scheme.equals("https") && !(scheme.equals("http") && loopbackToo)) {
      return refused("The url must begin with https://.");
    }
    for (var address : names.of(uri.getHost())) {
      if (loopbackToo && address.isLoopbackAddress()) {
        continue;
      }
      if (!isPublic(address)) {
        return refused(
            "The host %s has an address that is not public. Use one that the Internet reaches."
                .formatted(uri.getHost()));
      }
      if (!scheme.equals("https")) {
        return refused("The url must begin with https:// for a host that is not this machine.");
      }
    }
    return Outcome.done(uri);
  }

  private static boolean isPublic(InetAddress address) {
    return (address.getAddress().length == 4 || GLOBAL.has(address))
        && SPECIAL.stream().noneMatch(block -> block.has(address));
  }

  private static Outcome<URI> refused(String message) {
    return Outcome.refused(Refusal.of(Refusal.Kind.INVALID, "webhook_target_refused", message));
  }
}
