package dev.weir.review;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.net.IpAddress;
import dev.weir.net.Protocol;
import dev.weir.traffic.TrafficPoint;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.SplittableRandom;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TrafficLineTest {

    @Test
    void saysPortsAsRangesAndEachAddress() {
        TrafficLine line = TrafficLine.parse("  tcp 8443,443 , 8444-8445 to 2001:db8::, 203.0.113.7 from sg-b, sg-a ");

        assertThat(line).hasToString("tcp 443, 8443-8445 to 203.0.113.7, 2001:db8:: from sg-a, sg-b");
        assertThat(line.size()).isEqualTo(16);
        assertThat(line.points()).hasSize(8);
    }

    @Test
    void protocolsWithoutPortsSayAll() {
        assertThat(TrafficLine.parse("icmp all to 192.0.2.1 from sg-1").points())
                .extracting(TrafficPoint::toString)
                .containsExactly("icmp all to 192.0.2.1");
        assertThat(TrafficLine.parse("47 all to 192.0.2.1 from sg-1")).hasToString("47 all to 192.0.2.1 from sg-1");
    }

    @Test
    void isReadBackAsItIsWritten() {
        for (long seed = 0; seed < 500; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            TreeSet<Integer> ports = new TreeSet<>();
            TreeSet<IpAddress> destinations = new TreeSet<>();
            TreeSet<String> groups = new TreeSet<>();
            for (int i = 0; i <= random.nextInt(6); i++) {
                ports.add(random.nextInt(4) == 0 ? random.nextInt(65_536) : 440 + random.nextInt(8));
                destinations.add(
                        random.nextBoolean()
                                ? IpAddress.ipv4(random.nextLong(1L << 32))
                                : IpAddress.ipv6(random.nextLong(), random.nextInt(3)));
                groups.add("sg-" + random.nextInt(9));
            }
            boolean icmp = random.nextInt(4) == 0;
            TrafficLine line = new TrafficLine(
                    icmp ? Protocol.ICMP : random.nextBoolean() ? Protocol.TCP : Protocol.UDP,
                    icmp ? new TreeSet<>() : ports,
                    destinations,
                    groups);

            assertThat(TrafficLine.parse(line.toString())).as("seed %d", seed).isEqualTo(line);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "tcp",
                "tcp 443",
                "tcp 443 to 203.0.113.7",
                "tcp to 203.0.113.7 from sg-1",
                "tcp all to 203.0.113.7 from sg-1",
                "icmp 8 to 203.0.113.7 from sg-1",
                "all all to 203.0.113.7 from sg-1",
                "tcp 443- to 203.0.113.7 from sg-1",
                "tcp 70000 to 203.0.113.7 from sg-1",
                "tcp 9-8 to 203.0.113.7 from sg-1",
                "tcp 443 to 203.0.113.0/24 from sg-1",
                "tcp 443 to 203.0.113.7, from sg-1",
                "tcp 443 to 203.0.113.7 from web",
                "tcp 443 to 203.0.113.7 from sg-1; rm",
                "nonsense 443 to 203.0.113.7 from sg-1"
            })
    void whatIsNoLineIsRefusedInASentence(String text) {
        assertThatThrownBy(() -> TrafficLine.parse(text))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageMatching("(?s).*(expected|no id of|address|port).*");
    }

    @Test
    void theOrderOfAnswersDoesNotMatterAndContradictionsAreNamed() {
        GivenAnswer yes = answer(Needed.YES, "tcp 443 to 203.0.113.7 from sg-1");
        GivenAnswer no = answer(Needed.NO, "tcp 443-444 to 203.0.113.7, 203.0.113.8 from sg-1");
        GivenAnswer unknown = answer(Needed.UNKNOWN, "tcp 443 to 203.0.113.7 from sg-1");

        assertThatThrownBy(() -> GivenAnswers.of(List.of(yes, no)))
                .hasMessageContaining("`tcp 443 to 203.0.113.7` of `sg-1` is answered yes and no");
        assertThatThrownBy(() -> GivenAnswers.of(List.of(no, yes)))
                .hasMessageContaining("`tcp 443 to 203.0.113.7` of `sg-1` is answered yes and no");
        assertThat(GivenAnswers.of(List.of(unknown, no)).of("sg-1"))
                .isEqualTo(GivenAnswers.of(List.of(no, unknown)).of("sg-1"))
                .hasSize(4);
    }

    @Test
    void whatNamesMoreThanAnybodyAskedIsRefused() {
        assertThatThrownBy(() -> GivenAnswers.of(List.of(answer(
                        Needed.NO,
                        "tcp 0-65535 to 192.0.2.1, 192.0.2.2, 192.0.2.3, 192.0.2.4 from sg-1, sg-2, sg-3, sg-4,"
                                + " sg-5, sg-6, sg-7, sg-8"))))
                .hasMessageContaining("more than 2000000 destinations");
    }

    private static GivenAnswer answer(Needed needed, String line) {
        return new GivenAnswer(
                needed,
                "jane",
                LocalDate.of(2026, 11, 22),
                Doubt.Kind.UNDECIDED,
                Instant.parse("2026-11-21T00:00:00Z"),
                List.of(TrafficLine.parse(line)));
    }
}
