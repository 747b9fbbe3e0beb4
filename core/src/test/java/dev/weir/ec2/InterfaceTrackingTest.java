package dev.weir.ec2;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.JsonReader;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class InterfaceTrackingTest {

    private final List<Problem> problems = new ArrayList<>();

    private ConnectionTracking tracking(String member) {
        String json = "{ \"NetworkInterfaceId\": \"eni-1\", \"Groups\": []" + member + " }";
        AnswerPlace place = new AnswerPlace() {
            @Override
            public Origin at(long line) {
                return Origin.of("a test");
            }

            @Override
            public void wrong(Problem problem) {
                problems.add(problem);
            }

            @Override
            public void lost(Problem problem) {
                problems.add(problem);
            }
        };
        return new Answers()
                .networkInterface(JsonReader.object(json.getBytes(StandardCharsets.UTF_8)), place)
                .map(found -> found.in(Scope.UNKNOWN))
                .map(NetworkInterface::tracking)
                .orElseThrow();
    }

    @Test
    void readsWhatIsSetOnTheInterface() {
        ConnectionTracking set = tracking(", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": 600,"
                + " \"UdpStreamTimeout\": 120, \"UdpTimeout\": 45 }");

        assertThat(set.tcpEstablished()).isEqualTo(OptionalLong.of(600));
        assertThat(set.udpStream()).isEqualTo(OptionalLong.of(120));
        assertThat(set.udp()).isEqualTo(OptionalLong.of(45));
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ", \"ConnectionTrackingConfiguration\": null",
                ", \"ConnectionTrackingConfiguration\": {}",
                ", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": null }"
            })
    void takesWhatIsLeftOutForNotSet(String member) {
        assertThat(tracking(member)).isEqualTo(ConnectionTracking.UNKNOWN);
        assertThat(problems).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                ", \"ConnectionTrackingConfiguration\": [ 60 ]",
                ", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": \"soon\" }",
                ", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": -60 }",
                ", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": 9999999 }",
                ", \"ConnectionTrackingConfiguration\": { \"TcpEstablishedTimeout\": { } }"
            })
    void takesTheLongestForWhatCannotBeRead(String member) {
        ConnectionTracking unreadable = tracking(member).on("m8i.large");

        assertThat(unreadable.tcpEstablished()).isEqualTo(OptionalLong.of(ConnectionTracking.LONGEST));
        assertThat(problems).isNotEmpty();
    }
}
