package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What a person types after --allow is read strictly. */
class AllowTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    tcp:443:203.0.113.0/28     | tcp 443 to 203.0.113.0/28
                    udp:1024-2048:pl-0123      | udp 1024-2048 to pl-0123
                    tcp:5432:sg-0123           | tcp 5432 to sg-0123
                    tcp:443:2001:db8::/32      | tcp 443 to 2001:db8::/32
                    tcp:443:2001:db8::1        | tcp 443 to 2001:db8::1/128
                    icmp:8/0:10.0.0.1          | icmp type 8 code 0 to 10.0.0.1/32
                    icmp:8:10.0.0.1            | icmp type 8 to 10.0.0.1/32
                    icmp::10.0.0.1             | icmp all to 10.0.0.1/32
                    icmpv6:128:2001:db8::/64   | icmpv6 type 128 to 2001:db8::/64
                    all::10.0.0.0/8            | all traffic to 10.0.0.0/8
                    TCP:443:10.0.0.1           | tcp 443 to 10.0.0.1/32
                    47::10.0.0.1               | protocol 47 to 10.0.0.1/32
                    6:0-65535:10.0.0.1         | tcp all ports to 10.0.0.1/32
                    tcp:all:10.0.0.1           | tcp all ports to 10.0.0.1/32
                    """)
    void readsWhatCanBeMeant(String text, String meant) {
        assertThat(Allow.parse(text)).hasToString(meant);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                "tcp:443",
                ":443:10.0.0.1",
                "tcp::10.0.0.1",
                "tcp:443:",
                "tcp:0443:10.0.0.1",
                "tcp:65536:10.0.0.1",
                "tcp:-1:10.0.0.1",
                "tcp:80-:10.0.0.1",
                "tcp:90-80:10.0.0.1",
                "tcp:80,443:10.0.0.1",
                "tcp: 443:10.0.0.1",
                "tcp:443:10.0.0.1/8",
                "tcp:443:010.0.0.1",
                "tcp:443:300.1.1.1",
                "tcp:443:10.0.0.0/33",
                "tcp:443:example.com",
                "tcp:443:sg-",
                "tcp:443:pl-../x",
                "tcp:443:10.0.0.1 ",
                "tpc:443:10.0.0.1",
                "all:443:10.0.0.1",
                "47:1:10.0.0.1",
                "256::10.0.0.1",
                "-1::10.0.0.1",
                "icmp:8/0/1:10.0.0.1",
                "icmp:256:10.0.0.1",
                "icmp:8:2001:db8::1",
                "icmpv6:128:10.0.0.1",
                "tcp:443:fe80::1%eth0"
            })
    void refusesNonsenseInASentence(String text) {
        assertThatThrownBy(() -> Allow.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageStartingWith("`" + text + "` cannot be allowed: ")
                .hasMessageNotContainingAny("\n", "null");
    }
}
