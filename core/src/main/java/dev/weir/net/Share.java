package dev.weir.net;

import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.RoundingMode;

/**
 * A share of a whole that counts are held against, exactly: a percentage in (0, 100].
 *
 * <p>{@link #isReachedBy} compares whole numbers (part * 100 * 10^scale >= percentage * whole), never floating point.
 *
 * @param percent the percentage, more than 0 and at most 100, with any number of decimals
 */
public record Share(BigDecimal percent) {

    private static final BigDecimal HUNDRED = BigDecimal.valueOf(100);

    public Share {
        if (percent.signum() <= 0 || percent.compareTo(HUNDRED) > 0) {
            throw new IllegalArgumentException(
                    "a share is a percentage above 0 and at most 100, found " + percent.toPlainString());
        }
        percent = percent.stripTrailingZeros();
    }

    /**
     * Reads {@code 5}, {@code 5%}, {@code 0.25 %}.
     *
     * @throws IllegalArgumentException if it is no decimal number above 0 and at most 100
     */
    public static Share parse(String text) {
        String number = text.strip();
        if (number.endsWith("%")) {
            number = number.substring(0, number.length() - 1).strip();
        }
        if (!number.matches("[0-9]{1,3}(\\.[0-9]{1,30})?|\\.[0-9]{1,30}")) {
            throw new IllegalArgumentException("`" + text
                    + "` is not a percentage: expected a number above 0 and at most 100, such as 5 or 0.5 %");
        }
        return new Share(new BigDecimal(number));
    }

    public static Share ofPercent(int percent) {
        return new Share(BigDecimal.valueOf(percent));
    }

    /** Whether {@code part} is at least this share of {@code whole}, exactly. */
    public boolean isReachedBy(BigInteger part, BigInteger whole) {
        return new BigDecimal(part).multiply(HUNDRED).compareTo(percent.multiply(new BigDecimal(whole))) >= 0;
    }

    /** The least part of {@code whole} that reaches this share, exactly. */
    public BigInteger leastOf(BigInteger whole) {
        return percent.multiply(new BigDecimal(whole))
                .movePointLeft(2)
                .setScale(0, RoundingMode.CEILING)
                .toBigIntegerExact();
    }

    /** {@code 5 %}, without trailing zeros or exponent. */
    @Override
    public String toString() {
        return percent.toPlainString() + " %";
    }
}
