package dev.weir.report.html;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.PublicSpace;
import dev.weir.report.text.Counted;
import java.util.BitSet;
import java.util.Collection;
import java.util.Optional;

/**
 * IPv4 as a picture: a square for each of the 4,096 /12s, laid along a Hilbert curve, so that what is near in number is near
 * on paper and every prefix up to /12 is one square or rectangle [1].
 *
 * <pre>
 * 0/8   1/8  14/8  15/8     fill      open: a rule lets out to some address of it
 * 3/8   2/8  13/8  12/8     outline   what the plan leaves
 * 4/8   7/8   8/8  11/8     dot       an address of it was seen
 * 5/8   6/8   9/8  10/8     stroke    no public address is in it
 * </pre>
 *
 * A square that is open in part is filled in part. Ports do not show: a square is open where any TCP or UDP port is.
 *
 * <p>[1] D. Hilbert, Ueber die stetige Abbildung einer Linie auf ein Flaechenstueck, 1891; as a map of IPv4: R. Munroe, Map of
 * the Internet, 2006.
 */
final class AddressMap {

    private static final int ORDER = 6;
    private static final int SIDE = 1 << ORDER;
    private static final int SQUARES = SIDE * SIDE;
    private static final int PIXELS = 7;
    private static final int PREFIX = 2 * ORDER;

    /** The id of what all maps of a page have in common. */
    private static final String COMMON = "w-ipv4";

    private AddressMap() {}

    /** Which squares a set fills, and which it fills in part. */
    private record Filled(BitSet whole, BitSet part) {

        static Filled by(AddressSet set) {
            Filled filled = new Filled(new BitSet(SQUARES), new BitSet(SQUARES));
            for (Cidr cidr : set.reached().only(IpFamily.IPV4).cidrs()) {
                int first = square(cidr.first());
                if (cidr.prefixLength() <= PREFIX) {
                    filled.whole.set(first, square(cidr.last()) + 1);
                } else {
                    filled.part.set(first);
                }
            }
            return filled;
        }

        int squares() {
            return whole.cardinality() + part.cardinality();
        }

        String inWords() {
            return Counted.number(whole.cardinality()) + " squares wholly and " + Counted.number(part.cardinality())
                    + " in part";
        }
    }

    /** What all maps of a page show; once in a page that has any. */
    static void appendCommon(Markup page) {
        Markup strokes = new Markup(8000);
        AddressSet open = PublicSpace.addresses();
        for (int square = 0; square < SQUARES; square++) {
            Cidr prefix = Cidr.containing(IpAddress.ipv4((long) square << 32 - PREFIX), PREFIX);
            if (!open.meets(prefix)) {
                strokes.raw("M" + (x(square) + 1) + " " + (y(square) + 6) + "l5-5");
            }
        }
        page.raw("<svg class=\"defs\" aria-hidden=\"true\"><symbol")
                .attribute("id", COMMON)
                .raw(" viewBox=\"0 0 448 448\"><path class=\"v-grid\" d=\"")
                .raw(strokes);
        for (int line = 0; line <= SIDE; line += 4) {
            page.raw("M0 " + line * PIXELS + "h448M" + line * PIXELS + " 0v448");
        }
        page.raw("\"/><g class=\"v-small\">");
        for (int octet = 0; octet < 256; octet++) {
            int corner = corner(octet);
            page.raw("<text x=\"" + (corner % SIDE * PIXELS + 2) + "\" y=\"" + (corner / SIDE * PIXELS + 9) + "\">"
                    + octet + "</text>");
        }
        page.raw("</g></symbol></svg>\n");
    }

    /** The place, row by row, of the upper left square of a /8. */
    private static int corner(int octet) {
        int left = SIDE;
        int top = SIDE;
        for (int square = octet << 4; square < octet + 1 << 4; square++) {
            left = Math.min(left, x(square) / PIXELS);
            top = Math.min(top, y(square) / PIXELS);
        }
        return top * SIDE + left;
    }

    /**
     * A map with its legend.
     *
     * @param open what the rules let out to
     * @param left what a plan leaves open; empty where there is none
     * @param used addresses that were seen
     * @param usedPeriod when, in words; empty where nobody looked
     */
    static void append(
            Markup out,
            AddressSet open,
            Optional<AddressSet> left,
            Collection<IpAddress> used,
            Optional<String> usedPeriod) {
        Filled before = Filled.by(open);
        Optional<Filled> after = left.map(Filled::by);
        BitSet seen = new BitSet(SQUARES);
        used.stream()
                .filter(address -> address.family() == IpFamily.IPV4)
                .forEach(address -> seen.set(square(address)));
        String words = "open " + before.inWords()
                + after.map(filled -> "; the plan leaves " + filled.inWords()).orElse("")
                + usedPeriod
                        .map(period -> "; used " + Counted.number(seen.cardinality()))
                        .orElse("");
        out.raw("<figure><svg width=\"452\" height=\"452\" viewBox=\"-2 -2 452 452\" role=\"img\"")
                .attribute("aria-label", "IPv4 in 4,096 squares of a /12: " + words)
                .raw(">");
        shape(out, "v-open", before, 0);
        out.raw("<use href=\"#").raw(COMMON).raw("\" width=\"448\" height=\"448\"/>");
        after.ifPresent(filled -> shape(out, "v-left", filled, 1));
        if (!seen.isEmpty()) {
            out.raw("<path class=\"v-used\" d=\"");
            seen.stream().forEach(square -> out.raw("M" + (x(square) + 2) + " " + (y(square) + 2) + "h3v3h-3z"));
            out.raw("\"/>");
        }
        out.raw("</svg>\n<ul class=\"legend\">");
        key(out, "<path class=\"v-open\" d=\"M0 0h16v16h-16z\"/>", "open by some TCP or UDP port: " + before.inWords());
        after.ifPresent(filled -> key(
                out, "<path class=\"v-left\" d=\"M2 2h12v12h-12z\"/>", "left open by the plan: " + filled.inWords()));
        usedPeriod.ifPresent(period -> key(
                out,
                "<path class=\"v-used\" d=\"M5 5h6v6h-6z\"/>",
                "an address was seen, " + period + ": " + Counted.of(seen.cardinality(), "square")));
        key(out, "<path class=\"v-grid\" d=\"M2 14l12-12\"/>", "no public address");
        out.raw("</ul><figcaption>")
                .text("IPv4, each small square a /12 (1,048,576 addresses), each numbered one a /8, along a Hilbert"
                        + " curve: what is near in number is near here. Ports and IPv6 do not show.")
                .raw("</figcaption></figure>\n");
    }

    /** How many squares a set touches. */
    static int squares(AddressSet set) {
        return Filled.by(set).squares();
    }

    private static void key(Markup out, String drawing, String words) {
        out.raw("<li><svg class=\"key\" viewBox=\"0 0 16 16\" aria-hidden=\"true\">" + drawing + "</svg>")
                .text(words)
                .raw("</li>");
    }

    private static void shape(Markup out, String styleClass, Filled filled, int inset) {
        if (filled.squares() == 0) {
            return;
        }
        out.raw("<path class=\"").raw(styleClass).raw("\" d=\"");
        rectangles(out, filled.whole, inset);
        // What is small and outlined stands around its square, so that a dot in it is seen as well.
        long from = inset == 0 ? 1 : -1;
        long side = inset == 0 ? 4 : 9;
        filled.part.stream()
                .forEach(square -> out.raw("M" + (x(square) + from) + " " + (y(square) + from) + "h" + side + "v" + side
                        + "h" + (-side) + "z"));
        out.raw("\"/>");
    }

    /** Draws squares in as few rectangles as a run to the right and then down gives. */
    private static void rectangles(Markup out, BitSet squares, int inset) {
        BitSet rest = new BitSet(SQUARES);
        squares.stream().forEach(square -> rest.set(y(square) / PIXELS * SIDE + x(square) / PIXELS));
        for (int at = rest.nextSetBit(0); at >= 0; at = rest.nextSetBit(at)) {
            int row = at / SIDE;
            int end = Math.min(rest.nextClearBit(at), (row + 1) * SIDE);
            int rows = 1;
            while (row + rows < SIDE && rest.nextClearBit(at + rows * SIDE) >= end + rows * SIDE) {
                rows++;
            }
            for (int i = 0; i < rows; i++) {
                rest.clear(at + i * SIDE, end + i * SIDE);
            }
            long width = (end - at) * (long) PIXELS - 2L * inset;
            long height = rows * (long) PIXELS - 2L * inset;
            out.raw("M" + (at % SIDE * PIXELS + inset) + " " + (row * PIXELS + inset));
            out.raw("h" + width + "v" + height + "h" + (-width) + "z");
        }
    }

    private static int square(IpAddress address) {
        return (int) (address.low() >>> 32 - PREFIX) & SQUARES - 1;
    }

    private static int x(int square) {
        return (int) (place(square) >>> 32) * PIXELS;
    }

    private static int y(int square) {
        return (int) place(square) * PIXELS;
    }

    /** Column and row of a square: two bits of its number a step, each turning what was laid before. */
    private static long place(int square) {
        int x = 0;
        int y = 0;
        for (int side = 1, bits = square; side < SIDE; side *= 2, bits /= 4) {
            int right = 1 & bits / 2;
            int down = 1 & (bits ^ right);
            if (down == 0) {
                int turned = right == 1 ? side - 1 - x : x;
                x = right == 1 ? side - 1 - y : y;
                y = turned;
            }
            x += side * right;
            y += side * down;
        }
        return (long) x << 32 | y;
    }
}
