package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class Ipv6TextTest {

    private static String read(String text) {
        byte[] bytes = ("x" + text + "x").getBytes(StandardCharsets.ISO_8859_1);
        long[] high = new long[1];
        long[] low = new long[1];
        boolean taken = Ipv6Text.parse(bytes, 1, bytes.length - 1, high, low, 0);
        return taken ? IpAddress.ipv6(high[0], low[0]).toString() : "no";
    }

    private static String expected(String text) {
        try {
            return text.contains(":") ? IpAddress.parse(text).toString() : "no";
        } catch (IllegalArgumentException wrong) {
            return "no";
        }
    }

    @Test
    void agreesWithTheAddressParserOfNetOnGeneratedTexts() {
        SplittableRandom random = new SplittableRandom(5);
        int taken = 0;
        for (int round = 0; round < 300_000; round++) {
            StringBuilder text = new StringBuilder();
            int pieces = 1 + random.nextInt(12);
            for (int piece = 0; piece < pieces; piece++) {
                switch (random.nextInt(8)) {
                    case 0, 1, 2 -> text.append(':');
                    case 3 -> text.append("::");
                    case 4 -> text.append(Integer.toHexString(random.nextInt(0x12000)));
                    case 5 ->
                        text.append(Integer.toHexString(random.nextInt(16))).append(':');
                    case 6 -> text.append(random.nextInt(16) == 0 ? "192.0.2.33" : "F:");
                    default -> text.append("0:");
                }
            }
            String found = read(text.toString());
            taken += found.equals("no") ? 0 : 1;

            assertThat(found).as(text.toString()).isEqualTo(expected(text.toString()));
        }
        assertThat(taken).isGreaterThan(5_000);
    }

    /** What {@link Ipv6Text#quickly} finds before a byte that ends an address: its end and value, or "left". */
    private static String readQuickly(String text, String after) {
        byte[] bytes = ("x" + text + after + " ".repeat(Ipv6Text.LOOKED_AT)).getBytes(StandardCharsets.ISO_8859_1);
        long[] high = new long[1];
        long[] low = new long[1];
        int end = Ipv6Text.quickly(bytes, 1, high, low, 0);
        return end < 0 ? "left" : end - 1 + " " + IpAddress.ipv6(high[0], low[0]);
    }

    @Test
    void readsQuicklyWhatFlowLogsHold() {
        SplittableRandom random = new SplittableRandom(7);
        for (int round = 0; round < 200_000; round++) {
            long most = random.nextLong();
            long zeros = most | random.nextLong();
            IpAddress address = IpAddress.ipv6(groups(random) & zeros, groups(random) & zeros);
            String text = random.nextBoolean()
                    ? address.toString()
                    : address.toString().toUpperCase(Locale.ROOT);
            boolean gapAtAnEnd = text.startsWith(":") || text.endsWith(":");
            String found = readQuickly(text, List.of(" ", "\n", ".", "g", "/").get(random.nextInt(5)));

            assertThat(found).as(text).isEqualTo(gapAtAnEnd ? "left" : text.length() + " " + address);
        }
    }

    /** Four groups, of which some are zero and some short. */
    private static long groups(SplittableRandom random) {
        long groups = 0;
        for (int group = 0; group < 4; group++) {
            groups = groups << 16 | (random.nextInt(3) == 0 ? 0 : random.nextInt(0x10000) >>> 4 * random.nextInt(4));
        }
        return groups;
    }

    @Test
    void leavesQuicklyWhatItDoesNotReadLikeTheAddressParserOfNet() {
        SplittableRandom random = new SplittableRandom(8);
        int taken = 0;
        for (int round = 0; round < 500_000; round++) {
            StringBuilder text = new StringBuilder(random.nextInt(4) == 0 ? "" : "1:2:3:");
            int pieces = 1 + random.nextInt(8);
            for (int piece = 0; piece < pieces; piece++) {
                text.append(Integer.toHexString(random.nextInt(0x12000) >>> 4 * random.nextInt(5)))
                        .append(random.nextInt(9) == 0 ? "::" : ":");
            }
            if (random.nextInt(8) > 0) {
                text.setLength(text.length() - 1);
            }
            if (random.nextInt(4) == 0) {
                text.setCharAt(random.nextInt(text.length()), (char) random.nextInt(256));
            }
            String found = readQuickly(text.toString(), " ");
            if (!found.equals("left")) {
                taken++;
                String read = text.substring(0, Integer.parseInt(found.split(" ")[0]));
                assertThat(found).as(text.toString()).isEqualTo(read.length() + " " + expected(read));
            }
        }
        assertThat(taken).isGreaterThan(20_000);
    }
}
