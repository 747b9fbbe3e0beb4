package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import inet.ipaddr.IPAddressString;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class IpAddressTest {

    @Test
    void textGoesRoundAndIsWhatTheOracleWrites() {
        for (long seed = 0; seed < 20_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            IpAddress address = random(random);
            String text = address.toString();

            String expected = new IPAddressString(text).getAddress().toCanonicalString();

            assertThat(text).as("seed %d", seed).isEqualTo(expected);
            assertThat(IpAddress.parse(text)).as("seed %d", seed).isEqualTo(address);
            assertThat(IpAddress.parse(text.toUpperCase(Locale.ROOT)))
                    .as("seed %d", seed)
                    .isEqualTo(address);
        }
    }

    /** Half of the IPv6 addresses have whole groups of zeros, where shortening happens. */
    private static IpAddress random(SplittableRandom random) {
        if (random.nextInt(4) == 0) {
            return IpAddress.ipv4(random.nextLong(1L << 32));
        }
        return IpAddress.ipv6(word(random), word(random));
    }

    private static long word(SplittableRandom random) {
        long word = 0;
        for (int group = 0; group < 4; group++) {
            word = word << 16 | (random.nextInt(3) > 0 ? 0 : random.nextInt(0x10000));
        }
        return word;
    }

    @ParameterizedTest
    @CsvSource({
        "::, ::",
        "0:0:0:0:0:0:0:0, ::",
        "::1, ::1",
        "1::, 1::",
        "2001:0db8::0001, 2001:db8::1",
        "2001:db8:0:0:0:0:2:1, 2001:db8::2:1",
        "2001:db8:0:1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:db8::1:1:1:1:1, 2001:db8:0:1:1:1:1:1",
        "2001:0:0:1:0:0:0:1, 2001:0:0:1::1",
        "2001:db8:0:0:1:0:0:1, 2001:db8::1:0:0:1",
        "2001:DB8::A, 2001:db8::a",
        "::ffff:192.0.2.1, ::ffff:c000:201",
        "64:ff9b::192.0.2.33, 64:ff9b::c000:221",
        "1:2:3:4:5:6:1.2.3.4, 1:2:3:4:5:6:102:304",
        "0:0:0:0:0:0:0:1, ::1",
        "1:0:0:0:0:0:0:0, 1::"
    })
    void writesIpv6AsRfc5952Asks(String written, String canonical) {
        assertThat(IpAddress.parse(written)).hasToString(canonical);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "1",
                "1.2.3",
                "1.2.3.",
                ".1.2.3",
                "1.2.3.4.",
                "256.0.0.0",
                "01.2.3.4",
                "1.2.3.4 ",
                "1.2.3.0004",
                "1,2,3,4",
                ":",
                ":::",
                "1:2",
                "1::2::3",
                "::12345",
                "::g",
                "::1%lo",
                "1:2:3:4:5:6:7:8:",
                "::1.2.3.4.5",
                "1.2.3.4:5"
            })
    void refusesWhatIsNoAddressAndNamesIt(String text) {
        assertThatThrownBy(() -> IpAddress.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("`" + text + "` is not an IP address: ");
    }

    @Test
    void aMappedAddressIsIpv6() {
        assertThat(IpAddress.parse("::ffff:192.0.2.1").family()).isEqualTo(IpFamily.IPV6);
        assertThat(IpAddress.parse("::ffff:192.0.2.1")).isNotEqualTo(IpAddress.parse("192.0.2.1"));
    }

    @Test
    void ordersUnsignedAndIpv4First() {
        assertThat(List.of(
                        IpAddress.parse("0.0.0.0"),
                        IpAddress.parse("127.255.255.255"),
                        IpAddress.parse("128.0.0.0"),
                        IpAddress.parse("::"),
                        IpAddress.parse("::8000:0:0:0"),
                        IpAddress.parse("7fff::"),
                        IpAddress.parse("8000::")))
                .isSorted();
    }

    @Test
    void refusesAnIpv4NumberOfMoreThan32Bits() {
        assertThatThrownBy(() -> IpAddress.ipv4(1L << 32)).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> IpAddress.ipv4(-1)).isInstanceOf(IllegalArgumentException.class);
    }
}
