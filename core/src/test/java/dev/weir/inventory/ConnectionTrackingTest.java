package dev.weir.inventory;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.net.Protocol;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ConnectionTrackingTest {

    @ParameterizedTest
    @CsvSource({
        "m8i.large, 350",
        "M8GN.metal-48xl, 350",
        "c8i-flex.xlarge, 350",
        "p6-b200.48xlarge, 350",
        "p6e-gb200.36xlarge, 432000",
        "m8g.large, 432000",
        "t3.micro, 432000",
        "m99z.large, 432000",
        "hostile, 432000"
    })
    void tracksIdleTcpAsLongAsTheInstanceTypeDoesByDefault(String type, long seconds) {
        ConnectionTracking tracking = ConnectionTracking.UNKNOWN.on(type);

        assertThat(tracking.idle(Protocol.TCP)).isEqualTo(Duration.ofSeconds(seconds));
        assertThat(tracking.source()).isEqualTo(ConnectionTracking.Source.INSTANCE_TYPE);
    }

    @Test
    void takesTheLongestWhereNothingIsKnown() {
        assertThat(ConnectionTracking.UNKNOWN.idle(Protocol.TCP)).isEqualTo(Duration.ofDays(5));
        assertThat(ConnectionTracking.UNKNOWN.idle(Protocol.ALL)).isEqualTo(Duration.ofDays(5));
        assertThat(ConnectionTracking.UNKNOWN.source()).isEqualTo(ConnectionTracking.Source.ASSUMED);
    }

    @Test
    void letsItsOwnSettingWin() {
        ConnectionTracking own = new ConnectionTracking(
                OptionalLong.of(3600), OptionalLong.of(120), OptionalLong.empty(), Optional.of("m8i.large"));

        assertThat(own.idle(Protocol.TCP)).isEqualTo(Duration.ofHours(1));
        assertThat(own.idle(Protocol.UDP)).isEqualTo(Duration.ofMinutes(2));
        assertThat(own.idle(Protocol.ICMP)).isEqualTo(Duration.ofMinutes(10));
        assertThat(own.source()).isEqualTo(ConnectionTracking.Source.OWN);
    }

    @Test
    void waitsForOtherProtocolsToo() {
        ConnectionTracking brief = new ConnectionTracking(
                OptionalLong.of(60), OptionalLong.empty(), OptionalLong.empty(), Optional.empty());

        assertThat(brief.idle(Protocol.ALL)).isEqualTo(Duration.ofSeconds(600));
    }
}
