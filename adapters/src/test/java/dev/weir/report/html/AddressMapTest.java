package dev.weir.report.html;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.util.BitSet;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The map puts every address where a Hilbert curve has it, and what is drawn is what the set holds. */
class AddressMapTest {

    private static final int SIDE = 64;
    private static final Pattern RECTANGLE = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v(\\d+)h-\\d+z");

    /** The squares that are filled wholly, by place, and how many rectangles draw them. */
    private record Drawn(BitSet squares, int rectangles) {

        static Drawn of(AddressSet open) {
            Markup out = new Markup(100);
            AddressMap.append(out, open, Optional.empty(), List.of(), Optional.empty());
            String svg = out.toString();
            BitSet squares = new BitSet();
            int begin = svg.indexOf("<path class=\"v-open\" d=\"");
            String path =
                    begin < 0 || begin > svg.indexOf("</svg>") ? "" : svg.substring(begin, svg.indexOf("/>", begin));
            int rectangles = 0;
            Matcher rectangle = RECTANGLE.matcher(path);
            while (rectangle.find()) {
                int[] numbers = new int[4];
                for (int i = 0; i < 4; i++) {
                    numbers[i] = Integer.parseInt(rectangle.group(i + 1));
                }
                if (numbers[2] < 7) {
                    continue;
                }
                rectangles++;
                for (int x = 0; x < numbers[2]; x += 7) {
                    for (int y = 0; y < numbers[3]; y += 7) {
                        int place = (numbers[1] + y) / 7 * SIDE + (numbers[0] + x) / 7;
                        assertThat(squares.get(place)).as("drawn once").isFalse();
                        squares.set(place);
                    }
                }
            }
            return new Drawn(squares, rectangles);
        }
    }

    private static int place(int square) {
        BitSet squares = Drawn.of(AddressSet.of(Cidr.containing(IpAddress.ipv4((long) square << 20), 12)))
                .squares();
        assertThat(squares.cardinality()).isEqualTo(1);
        return squares.nextSetBit(0);
    }

    @Test
    void whatFollowsLiesBeside() {
        BitSet all = new BitSet();
        int last = place(0);
        assertThat(last).isZero();
        all.set(last);
        for (int square = 1; square < SIDE * SIDE; square++) {
            int next = place(square);
            int across = Math.abs(next % SIDE - last % SIDE);
            int down = Math.abs(next / SIDE - last / SIDE);
            assertThat(across + down).as("from /12 number %s", square).isEqualTo(1);
            all.set(next);
            last = next;
        }
        assertThat(all.cardinality()).isEqualTo(SIDE * SIDE);
    }

    @Test
    void aPrefixIsOneRectangleOfItsSize() {
        SplittableRandom random = new SplittableRandom(7);
        for (int length = 0; length <= 12; length++) {
            Cidr prefix = Cidr.containing(IpAddress.ipv4(random.nextLong(1L << 32)), length);

            Drawn drawn = Drawn.of(AddressSet.of(prefix));

            assertThat(drawn.rectangles()).as(prefix.toString()).isEqualTo(1);
            assertThat(drawn.squares().cardinality()).isEqualTo(1 << 12 - length);
        }
    }

    @Test
    void drawsAnySetWholeAndOnce() {
        SplittableRandom random = new SplittableRandom(11);
        for (int round = 0; round < 50; round++) {
            AddressSet set = AddressSet.EMPTY;
            for (int i = random.nextInt(1, 9); i > 0; i--) {
                set = set.union(AddressSet.of(
                        Cidr.containing(IpAddress.ipv4(random.nextLong(1L << 32)), random.nextInt(1, 13))));
            }

            assertThat(Drawn.of(set).squares().cardinality() * (1L << 20))
                    .isEqualTo(set.size(dev.weir.net.IpFamily.IPV4).longValueExact());
        }
    }

    @Test
    void whatIsSmallerThanASquareIsNoSquare() {
        assertThat(Drawn.of(AddressSet.of(Cidr.parse("203.0.113.0/24")))
                        .squares()
                        .isEmpty())
                .isTrue();
        assertThat(AddressMap.squares(AddressSet.of(Cidr.parse("203.0.113.0/24"))))
                .isEqualTo(1);
    }
}
