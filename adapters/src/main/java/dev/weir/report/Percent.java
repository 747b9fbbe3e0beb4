package dev.weir.report;

import dev.weir.net.Ratio;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;

/** A ratio as a percentage for people: three digits, rounded down, so that only all is 100 % and only nothing is 0 %. */
final class Percent {

    private Percent() {}

    static String of(Ratio ratio) {
        if (ratio.isZero()) {
            return "0 %";
        }
        BigDecimal percent = new BigDecimal(ratio.part())
                .multiply(BigDecimal.valueOf(100))
                .divide(new BigDecimal(ratio.whole()), new MathContext(3, RoundingMode.DOWN));
        if (percent.compareTo(new BigDecimal("0.0001")) < 0) {
            return "less than 0.0001 %";
        }
        return percent.stripTrailingZeros().toPlainString() + " %";
    }
}
