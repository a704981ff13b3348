package com.stash.processors.builtin.webhook;

import java.net.InetAddress;
import java.util.Arrays;

/** A block of IP addresses, written as {@code 10.0.0.0/8}. */
record AddressBlock(InetAddress first, int bits) {
  static AddressBlock of(String text) {
    var slash = text.indexOf('/');
    return new AddressBlock(
        InetAddress.ofLiteral(text.substring(0, slash)),
        Integer.parseInt(text.substring(slash + 1)));
  }

  boolean has(InetAddress address) {
    var own = first.getAddress();
    var other = address.getAddress();
    int whole = bits / 8;
    int rest = bits % 8;
    int mask = 0xff00 >> rest & 0xff;
    return own.length == other.length
        && Arrays.equals(own, 0, whole, other, 0, whole)
        && (rest == 0 || (own[whole] & mask) == (other[whole] & mask));
  }
}
