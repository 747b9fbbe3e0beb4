package dev.weir.json;

import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/**
 * The shortest decimal text that reads back as the same {@code double}, the same under every Java.
 *
 * <p>{@link Double#toString(double)} gives it from JDK 19 on (JDK-4511638); before, it sometimes gives one digit too many, and
 * files made by two JVMs would differ.
 */
public final class ShortestDecimal {

    private static final int MOST_DIGITS = 17;

    private ShortestDecimal() {}

    /** Such as {@code 1.0} or {@code 2.832260412645197E-4}. */
    public static String of(double number) {
        if (number == 1 || number == 0 && 1 / number > 0) {
            return number == 1 ? "1.0" : "0.0"; // nearly all shares are one of them
        }
        String text = Double.toString(number);
        return digits(text) < MOST_DIGITS ? text : shorter(number, text);
    }

    private static int digits(String text) {
        int digits = 0;
        boolean leading = true;
        for (int i = 0; i < text.length() && text.charAt(i) != 'E'; i++) {
            char character = text.charAt(i);
            leading &= character < '1' || character > '9';
            digits += leading || character == '.' ? 0 : 1;
        }
        return digits;
    }

    private static String shorter(double number, String text) {
        BigDecimal exact = new BigDecimal(number);
        for (RoundingMode rounding : new RoundingMode[] {RoundingMode.HALF_EVEN, RoundingMode.UP, RoundingMode.DOWN}) {
            double rounded =
                    exact.round(new MathContext(MOST_DIGITS - 1, rounding)).doubleValue();
            if (rounded == number) {
                return like(exact.round(new MathContext(MOST_DIGITS - 1, rounding)), text);
            }
        }
        return text;
    }

    /** The decimal in the notation that the other text has: plain, or with an exponent. */
    private static String like(BigDecimal decimal, String text) {
        BigDecimal stripped = decimal.stripTrailingZeros();
        int exponent = text.indexOf('E');
        if (exponent < 0) {
            return stripped.toPlainString();
        }
        String mantissa = stripped.scaleByPowerOfTen(-Integer.parseInt(text.substring(exponent + 1)))
                .toPlainString();
        return mantissa + text.substring(exponent);
    }

    /** The same digits in the layout of ECMAScript's Number::toString, as RFC 8785 asks. */
    static String ecmaScript(double number) {
        if (number == 0) {
            return "0";
        }
        BigDecimal shortest = new BigDecimal(of(number)).stripTrailingZeros();
        String digits = shortest.unscaledValue().abs().toString();
        String sign = shortest.signum() < 0 ? "-" : "";
        int point = digits.length() - shortest.scale();
        if (digits.length() <= point && point <= 21) {
            return sign + digits + "0".repeat(point - digits.length());
        }
        if (0 < point && point <= 21) {
            return sign + digits.substring(0, point) + "." + digits.substring(point);
        }
        if (-6 < point && point <= 0) {
            return sign + "0." + "0".repeat(-point) + digits;
        }
        String exponent = (point > 0 ? "+" : "-") + Math.abs(point - 1);
        String mantissa = digits.length() == 1 ? digits : digits.charAt(0) + "." + digits.substring(1);
        return sign + mantissa + "e" + exponent;
    }
}
