package dev.weir.net;

import java.math.BigInteger;

/**
 * A share of a whole that counts are held against, exactly: a percentage in (0, 100].
 *
 * <p>{@link #isReachedBy} compares whole numbers (part * 100 * 10^decimals >= digits * whole), never floating point. No
 * BigDecimal holds the percentage: before the first one JDK 25 computes a table of powers, which a start of weir would feel.
 *
 * @param digits the percentage without its decimal point, above 0
 * @param decimals how many of the digits stand behind the point, 0 or more; the last of these is no 0
 */
public record Share(BigInteger digits, int decimals) {

    private static final BigInteger HUNDRED = BigInteger.valueOf(100);

    public Share {
        while (decimals > 0 && digits.mod(BigInteger.TEN).signum() == 0) {
            digits = digits.divide(BigInteger.TEN);
            decimals--;
        }
        if (digits.signum() <= 0 || digits.compareTo(HUNDRED.multiply(BigInteger.TEN.pow(decimals))) > 0) {
            throw new IllegalArgumentException(
                    "a share is a percentage above 0 and at most 100, found " + text(digits, decimals));
        }
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
        int point = number.indexOf('.');
        int decimals = point < 0 ? 0 : number.length() - point - 1;
        return new Share(new BigInteger(number.replace(".", "")), decimals);
    }

    public static Share ofPercent(int percent) {
        return new Share(BigInteger.valueOf(percent), 0);
    }

    /** Whether {@code part} is at least this share of {@code whole}, exactly. */
    public boolean isReachedBy(BigInteger part, BigInteger whole) {
        return part.multiply(unit()).compareTo(digits.multiply(whole)) >= 0;
    }

    /** The least part of {@code whole} that reaches this share, exactly. */
    public BigInteger leastOf(BigInteger whole) {
        BigInteger[] parts = digits.multiply(whole).divideAndRemainder(unit());
        return parts[1].signum() == 0 ? parts[0] : parts[0].add(BigInteger.ONE);
    }

    /** What the whole counts where the share counts {@link #digits}. */
    private BigInteger unit() {
        return HUNDRED.multiply(BigInteger.TEN.pow(decimals));
    }

    /** {@code 5 %}, without trailing zeros or exponent. */
    @Override
    public String toString() {
        return text(digits, decimals) + " %";
    }

    private static String text(BigInteger digits, int decimals) {
        BigInteger[] parts = digits.divideAndRemainder(BigInteger.TEN.pow(decimals));
        String behind = parts[1].toString();
        return parts[0] + (decimals == 0 ? "" : "." + "0".repeat(decimals - behind.length()) + behind);
    }
}
