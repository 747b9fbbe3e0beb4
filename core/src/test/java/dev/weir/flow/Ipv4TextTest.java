package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class Ipv4TextTest {

    /** With something else before and after, as on a page of values. */
    private static long parse(String text, int before, int after) {
        byte[] bytes = new byte[before + text.length() + after];
        Arrays.fill(bytes, (byte) '7');
        System.arraycopy(text.getBytes(StandardCharsets.US_ASCII), 0, bytes, before, text.length());
        return Ipv4Text.parse(bytes, before, before + text.length());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"", "1.2.3", "1.2.3.4.5", "01.2.3.4", "256.1.1.1", "1..3.4", "1.2.3.4a", "1,2,3,4", "1.2.3.1000"
            })
    void takesNothingElse(String text) {
        assertThat(parse(text, 3, 20)).as("quick").isEqualTo(-1);
        assertThat(parse(text, 3, 0)).as("plain").isEqualTo(-1);
    }

    @Test
    void bothWaysReadTheSame() {
        SplittableRandom random = new SplittableRandom(4);
        String alphabet = "0123456789.25501:a-";
        int addresses = 0;
        for (int round = 0; round < 200_000; round++) {
            StringBuilder text = new StringBuilder();
            if (random.nextBoolean()) {
                for (int octet = 0; octet < 4; octet++) {
                    text.append(octet == 0 ? "" : ".").append(random.nextInt(300));
                }
            } else {
                for (int length = random.nextInt(17); length > 0; length--) {
                    text.append(alphabet.charAt(random.nextInt(alphabet.length())));
                }
            }
            long quick = parse(text.toString(), random.nextInt(3), 16);
            byte[] alone = text.toString().getBytes(StandardCharsets.US_ASCII);

            assertThat(quick).as(text.toString()).isEqualTo(Ipv4Text.plainly(alone, 0, alone.length));
            addresses += quick >= 0 ? 1 : 0;
        }
        assertThat(addresses).isGreaterThan(40_000);
    }
}
