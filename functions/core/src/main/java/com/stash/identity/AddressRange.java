package com.stash.identity;

import java.math.BigInteger;
import java.net.InetAddress;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A range of addresses in CIDR notation, IPv4 or IPv6, for example {@code 192.0.2.0/24}. No bit
 * below the prefix is set, and no name is ever looked up.
 *
 * @see <a href="https://www.rfc-editor.org/rfc/rfc4632.html">RFC 4632</a>
 */
public record AddressRange(String value) {
  private static final Pattern V4 = Pattern.compile("[0-9]{1,3}(\\.[0-9]{1,3}){3}");
  private static final Pattern V6 = Pattern.compile("[0-9a-fA-F:]{2,39}");
  private static final Pattern SHAPE = Pattern.compile("([0-9a-fA-F.:]{2,39})/([0-9]{1,3})");

  public AddressRange {
    var match = SHAPE.matcher(value);
    var bits = match.matches() ? bits(match.group(1)) : Optional.<byte[]>empty();
    if (bits.isEmpty()
        || Integer.parseInt(match.group(2)) > bits.get().length * 8
        || hasHostBits(bits.get(), Integer.parseInt(match.group(2)))) {
      throw new IllegalArgumentException(
          "a range of addresses is written like 192.0.2.0/24 or 2001:db8::/32, with no bit set"
              + " below the prefix");
    }
  }

  /** Tells whether an address is in this range; what is no address is in none. */
  public boolean contains(String address) {
    return bits(address).filter(this::covers).isPresent();
  }

  /** Tells whether all addresses of another range are in this one. */
  public boolean contains(AddressRange other) {
    return other.prefix() >= prefix() && covers(other.network());
  }

  private boolean covers(byte[] address) {
    var network = network();
    int below = network.length * 8 - prefix();
    return address.length == network.length
        && new BigInteger(1, address)
            .shiftRight(below)
            .equals(new BigInteger(1, network).shiftRight(below));
  }

  private byte[] network() {
    return bits(value.substring(0, value.indexOf('/'))).orElseThrow();
  }

  private int prefix() {
    return Integer.parseInt(value.substring(value.indexOf('/') + 1));
  }

  private static boolean hasHostBits(byte[] bits, int prefix) {
    return new BigInteger(1, bits).getLowestSetBit() >= 0
        && new BigInteger(1, bits).getLowestSetBit() < bits.length * 8 - prefix;
  }

  private static Optional<byte[]> bits(String address) {
    if (!V4.matcher(address).matches() && !V6.matcher(address).matches()) {
      return Optional.empty();
    }
    try {
      return Optional.of(InetAddress.ofLiteral(address).getAddress());
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  @Override
  public String toString() {
    return value;
  }
}
