package dev.weir.report.html;

import java.util.Locale;

/**
 * A drawing with two axes, each with a name, its unit and ticks, from values to places.
 *
 * <p>Made once, on the side that writes the page, so that it is there without script and on paper.
 */
final class Chart {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 280;
    private static final int LEFT = 90;
    private static final int RIGHT = 20;
    private static final int TOP = 28;
    private static final int BOTTOM = 50;

    private final Markup out;
    private final double fromX;
    private final double toX;
    private final double topY;

    /**
     * Begins a drawing.
     *
     * @param words what it shows, for who does not see it
     * @param topY the largest value; the axis begins at 0
     */
    Chart(Markup out, String words, double fromX, double toX, double topY) {
        this.out = out;
        this.fromX = fromX;
        this.toX = toX > fromX ? toX : fromX + 1;
        this.topY = Math.max(topY, 1e-9);
        out.raw("<figure><svg width=\"640\" height=\"280\" viewBox=\"0 0 640 280\" role=\"img\"")
                .attribute("aria-label", words)
                .raw("><path class=\"v-grid\" d=\"M90 28v202h530\"/>\n");
    }

    Chart axes(String nameX, String nameY) {
        text(LEFT + (WIDTH - LEFT - RIGHT) / 2.0, HEIGHT - 8, "middle", nameX);
        text(0, 14, "start", nameY);
        return this;
    }

    Chart tickX(double value, String label) {
        out.raw("<path class=\"v-grid\" d=\"M").raw(place(x(value))).raw(" 230v5\"/>");
        text(x(value), HEIGHT - BOTTOM + 19.0, "middle", label);
        return this;
    }

    Chart tickY(double value, String label) {
        out.raw("<path class=\"v-grid\" d=\"M85 ").raw(place(y(value))).raw("h535\"/>");
        text(LEFT - 9.0, y(value) + 4, "end", label);
        return this;
    }

    Chart line(Iterable<double[]> points) {
        out.raw("<polyline class=\"v-line\" points=\"");
        for (double[] point : points) {
            out.raw(place(x(point[0]))).raw(",").raw(place(y(point[1]))).raw(" ");
        }
        out.raw("\"/>");
        return this;
    }

    Chart dot(double valueX, double valueY, String words) {
        out.raw("<circle class=\"v-used\" r=\"3\" cx=\"" + place(x(valueX)) + "\" cy=\"" + place(y(valueY)) + "\">")
                .element("title", words)
                .raw("</circle>\n");
        return this;
    }

    /** A ring around a point, with words beside it. */
    Chart ring(double valueX, double valueY, String words) {
        out.raw("<circle class=\"v-own\" r=\"8\" cx=\"" + place(x(valueX)) + "\" cy=\"" + place(y(valueY)) + "\"/>");
        boolean right = x(valueX) > WIDTH / 2.0;
        text(x(valueX) + (right ? -14 : 14), Math.max(TOP + 10.0, y(valueY) - 10), right ? "end" : "start", words);
        return this;
    }

    Chart bar(double from, double to, double value, String styleClass, String words) {
        out.raw("<rect")
                .attribute("class", styleClass)
                .raw(" x=\"" + place(x(from) + 1) + "\" y=\"" + place(y(value)) + "\" width=\""
                        + place(Math.max(1, x(to) - x(from) - 2)) + "\" height=\"" + place(y(0) - y(value)) + "\">")
                .element("title", words)
                .raw("</rect>\n");
        return this;
    }

    void end(String caption) {
        out.raw("</svg>\n<figcaption>").text(caption).raw("</figcaption></figure>\n");
    }

    private double x(double value) {
        return LEFT + (WIDTH - LEFT - RIGHT) * (value - fromX) / (toX - fromX);
    }

    private double y(double value) {
        return HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * value / topY;
    }

    private void text(double atX, double atY, String anchor, String words) {
        out.raw("<text x=\"" + place(atX) + "\" y=\"" + place(atY) + "\" text-anchor=\"" + anchor + "\">")
                .text(words)
                .raw("</text>\n");
    }

    private static String place(double number) {
        return String.format(Locale.ROOT, "%.1f", number);
    }
}
