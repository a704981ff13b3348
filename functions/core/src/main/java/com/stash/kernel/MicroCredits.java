package com.stash.kernel;

/** An amount of money in micro-credits: 1 credit is 1,000,000. Negative amounts are debts. */
public record MicroCredits(long value) implements Comparable<MicroCredits> {
  public static final MicroCredits ZERO = new MicroCredits(0);

  /** Returns whole credits as micro-credits; throws {@link ArithmeticException} on overflow. */
  public static MicroCredits ofCredits(long credits) {
    return new MicroCredits(Math.multiplyExact(credits, 1_000_000L));
  }

  public MicroCredits plus(MicroCredits other) {
    return new MicroCredits(Math.addExact(value, other.value));
  }

  public MicroCredits times(long units) {
    return new MicroCredits(Math.multiplyExact(value, units));
  }

  public MicroCredits negated() {
    return new MicroCredits(Math.negateExact(value));
  }

  public boolean isPositive() {
    return value > 0;
  }

  @Override
  public int compareTo(MicroCredits other) {
    return Long.compare(value, other.value);
  }

  /** Prints credits with six decimals, for example {@code 0.002500}. */
  @Override
  public String toString() {
    var magnitude = Math.absExact(value);
    return "%s%d.%06d"
        .formatted(value < 0 ? "-" : "", magnitude / 1_000_000, magnitude % 1_000_000);
  }
}
