package dev.weir.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.OptionalInt;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ServiceTest {

    private static Service read(String protocol, String from, String to) {
        return Service.of(Protocol.parse(protocol), number(from), number(to));
    }

    private static OptionalInt number(String text) {
        return text.equals("-") ? OptionalInt.empty() : OptionalInt.of(Integer.parseInt(text));
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 443, 443, tcp 443",
        "TCP, 0, 65535, tcp all ports",
        "6, -, -, tcp all ports",
        "tcp, -1, -1, tcp all ports",
        "Udp, 1, 1024, udp 1-1024",
        "17, -, -, udp all ports",
        "-1, 3306, 3306, all traffic",
        "all, -, -, all traffic",
        "47, 0, 65535, protocol 47",
        "132, 70000, -5, protocol 132",
        "icmp, -1, -1, icmp all",
        "icmp, 8, 0, icmp type 8 code 0",
        "icmp, 8, -1, icmp type 8",
        "icmp, 8, -, icmp type 8",
        "icmp, 252, 86, icmp type 252 code 86",
        "1, -, -, icmp all",
        "icmpv6, -, -, icmpv6 all",
        "58, 128, 0, icmpv6 type 128 code 0"
    })
    void meansWhatAwsMeans(String protocol, String from, String to, String shown) {
        assertThat(read(protocol, from, to)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource({
        "tcp, 443, -",
        "tcp, -, 443",
        "tcp, 443, 80",
        "tcp, -1, 443",
        "tcp, 0, 65536",
        "udp, -2, -2",
        "icmp, 256, 0",
        "icmp, 8, 256",
        "icmp, -1, 3",
        "icmpv6, -2, -1"
    })
    void refusesPortsThatAreOutOfRangeReversedOrAlone(String protocol, String from, String to) {
        assertThatThrownBy(() -> read(protocol, from, to)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "tcpp", "256", "-2", "1000", "6.0", " tcp", "0x6", "٦", "http", "--1", "+6"})
    void refusesAnUnknownProtocolAndNamesIt(String text) {
        assertThatThrownBy(() -> Protocol.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("`" + text + "`");
    }

    @Test
    void coversWhatItNames() {
        assertThat(Service.ALL.covers(Service.tcp(443))).isTrue();
        assertThat(Service.tcp(443).covers(Service.ALL)).isFalse();
        assertThat(Service.all(Protocol.TCP).covers(Service.tcp(0))).isTrue();
        assertThat(Service.all(Protocol.TCP).covers(Service.udp(0))).isFalse();
        assertThat(read("icmp", "8", "-").covers(read("icmp", "8", "0"))).isTrue();
        assertThat(read("icmp", "8", "0").covers(read("icmp", "8", "-"))).isFalse();
        assertThat(read("icmp", "-", "-").covers(read("icmp", "3", "-"))).isTrue();
    }

    @Test
    void givesTheFieldsOfTheApiBack() {
        assertThat(Service.ALL.fromPort()).isEmpty();
        assertThat(Service.all(new Protocol(47)).toPort()).isEmpty();
        assertThat(Service.all(Protocol.TCP).fromPort()).hasValue(0);
        assertThat(Service.all(Protocol.TCP).toPort()).hasValue(65_535);
        assertThat(read("icmp", "-1", "-1").fromPort()).hasValue(-1);
        assertThat(read("icmp", "8", "0").toPort()).hasValue(0);
    }

    @Test
    void portZeroIsAPort() {
        assertThat(PortRange.of(0).size()).isEqualTo(1);
        assertThat(PortRange.ALL.size()).isEqualTo(65_536);
        assertThat(new PortRange(1, 65_535)).hasToString("1-65535");
    }
}
