package dev.weir.net;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;

/**
 * A part of a whole, both counted exactly. For reports only: verdicts compare through {@link Share}.
 *
 * @param part how many, 0 to {@code whole}
 * @param whole of how many, at least 1
 */
public record Ratio(BigInteger part, BigInteger whole) implements Comparable<Ratio> {

    public static final Ratio NONE = new Ratio(BigInteger.ZERO, BigInteger.ONE);

    public Ratio {
        if (part.signum() < 0 || whole.signum() <= 0 || part.compareTo(whole) > 0) {
            throw new IllegalArgumentException("a ratio is a part of a whole, found %s of %s".formatted(part, whole));
        }
    }

    public boolean isZero() {
        return part.signum() == 0;
    }

    /** The nearest number in [0, 1]; never 0 for a part that is not, and never 1 for less than the whole. */
    public double toDouble() {
        if (isZero() || part.equals(whole)) {
            return isZero() ? 0.0 : 1.0;
        }
        double nearest = new BigDecimal(part)
                .divide(new BigDecimal(whole), MathContext.DECIMAL64)
                .doubleValue();
        return Math.min(nearest, Math.nextDown(1.0));
    }

    @Override
    public int compareTo(Ratio other) {
        return part.multiply(other.whole).compareTo(other.part.multiply(whole));
    }
}
