package dev.weir.report.text;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.evidence.TableDay;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FlowEvidence;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ReadingWordsTest {

    private static List<String> known(Evidence evidence, String... names) {
        return ReadingWords.of(new FlowEvidence.FlowsRead(
                evidence, List.of(), List.of(names), 0, List.of(), PassedOver.NONE, List.of()));
    }

    @Test
    void callsADayOfATableThatIsSkippedNoFile() {
        TableDay day = new TableDay("trino:t", LocalDate.parse("2026-10-05"));
        ProfileBuilder builder = new ProfileBuilder();
        builder.observed(new ObservedInput("sha256:12", "a.log", 1, 0, Optional.empty()));
        builder.observed(new ObservedInput(day.digest() + "|[111122223333][][]", day.name(), 1, 0, Optional.empty()));
        builder.observed(new ObservedInput("stdin", "-", 1, 0, Optional.empty()));

        assertThat(known(builder.evidence(), day.name(), "trino:t 2026-10-06"))
                .containsExactly("skipped 2 days that the profile already holds, such as trino:t 2026-10-05");
        assertThat(known(builder.evidence(), "a.log"))
                .containsExactly("skipped 1 file that the profile already holds, such as a.log");
        assertThat(known(builder.evidence())).isEmpty();
    }
}
