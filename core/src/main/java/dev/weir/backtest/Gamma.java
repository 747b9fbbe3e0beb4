package dev.weir.backtest;

/**
 * The gamma distribution of rate 1.
 *
 * <p>By its series below the mean and by its continued fraction above (NIST Digital Library of Mathematical Functions, 8.7.1 and 8.9.2);
 * the logarithm of the gamma function by Stirling's series after a shift (5.11.1). By {@link StrictMath}, because a plan is to have the
 * same bytes on every JVM; Apache Commons Numbers, which has both, is not.
 *
 * @param shape of the distribution
 * @param logGamma of the shape
 */
record Gamma(double shape, double logGamma) {

    private static final double ENOUGH = 1e-12;
    private static final int FAR = 12;

    /** The distribution with this shape, greater than 0. */
    static Gamma of(double shape) {
        return new Gamma(shape, logGamma(shape));
    }

    /** How likely a value is below {@code x}, greater than 0. */
    double below(double x) {
        double density = StrictMath.exp(shape * StrictMath.log(x) - x - logGamma);
        return x < shape + 1 ? density * series(x) : 1 - density * fraction(x);
    }

    private double series(double x) {
        double term = 1 / shape;
        double sum = term;
        for (int n = 1; term > sum * ENOUGH; n++) {
            term *= x / (shape + n);
            sum += term;
        }
        return sum;
    }

    /** From the front, by the two recurrences of its numerators and denominators. */
    private double fraction(double x) {
        double b = x + 1 - shape;
        double numerator = 1;
        double lastNumerator = 0;
        double denominator = b;
        double lastDenominator = 1;
        double value = 1 / b;
        double last;
        int n = 0;
        do {
            n++;
            b += 2;
            double a = n * (shape - n);
            double nextNumerator = b * numerator + a * lastNumerator;
            double nextDenominator = b * denominator + a * lastDenominator;
            lastNumerator = numerator / nextDenominator;
            lastDenominator = denominator / nextDenominator;
            numerator = nextNumerator / nextDenominator;
            denominator = 1;
            last = value;
            value = numerator;
        } while (Math.abs(value - last) > ENOUGH * Math.abs(value) && n < 10_000);
        return value;
    }

    static double logGamma(double x) {
        double shift = 0;
        double far = x;
        while (far < FAR) {
            shift += StrictMath.log(far);
            far++;
        }
        double inverse = 1 / (far * far);
        return (far - 0.5) * StrictMath.log(far)
                - far
                + 0.5 * StrictMath.log(2 * Math.PI)
                + (1 / 12.0 - inverse * (1 / 360.0 - inverse * (1 / 1260.0 - inverse / 1680.0))) / far
                - shift;
    }
}
