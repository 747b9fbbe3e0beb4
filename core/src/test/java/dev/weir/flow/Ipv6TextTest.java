package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.IpAddress;
import java.nio.charset.StandardCharsets;
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
}
