package dev.weir.flow;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

class FlowSelectionTest {

    private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

    @Test
    void takesRecordsByTheSecondTheyEndWithoutGapOrOverlap() {
        String text = """
                account-id region end dstport
                111122223333 eu-west-1 %d 1
                111122223333 eu-west-1 %d 2
                444455556666 eu-west-1 %d 3
                unknown - - 4
                111122223333 us-east-1 %d 5
                """.formatted(
                        NOON.getEpochSecond() - 1, NOON.getEpochSecond(), NOON.getEpochSecond(), NOON.getEpochSecond());
        FlowSelection before = new FlowSelection(Optional.empty(), Optional.of(NOON), Set.of(), Set.of());
        FlowSelection after =
                new FlowSelection(Optional.of(NOON), Optional.empty(), Set.of("111122223333"), Set.of("eu-west-1"));

        assertThat(ports(text, before)).containsExactly("1", "4");
        assertThat(ports(text, after)).containsExactly("2", "4");
        assertThat(ports(text, FlowSelection.ALL)).containsExactly("1", "2", "3", "4", "5");
    }

    private static java.util.List<String> ports(String text, FlowSelection selection) {
        java.util.List<String> ports = new java.util.ArrayList<>();
        FlowSink sink = new FlowSink() {
            @Override
            public Set<FlowField> fields() {
                return Set.of(FlowField.DSTPORT);
            }

            @Override
            public void record(FlowRecord record) {
                ports.add(Integer.toString(record.dstPort()));
            }
        };
        CollectingSink.read(selection.before(sink), text.getBytes(StandardCharsets.UTF_8));
        return ports;
    }

    @Test
    void refusesAPeriodThatEndsBeforeItBegins() {
        assertThatThrownBy(() -> new FlowSelection(Optional.of(NOON), Optional.of(NOON), Set.of(), Set.of()))
                .hasMessageContaining("the period ends before it begins");
    }
}
