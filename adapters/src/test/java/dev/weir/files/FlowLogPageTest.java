package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSink;
import dev.weir.flow.OtherKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What docs/formats/flow-logs.md says is so. */
class FlowLogPageTest {

    private static final Pattern BLOCK = Pattern.compile("```(text|csv|json)\\n(.*?)```", Pattern.DOTALL);
    private static final Pattern ROW =
            Pattern.compile("\\| (?:other services' logs|AWS's own tests|an engine's bookkeeping) \\| (.*) \\|");
    private static final Pattern CODE = Pattern.compile("`([^`]+)`");

    @TempDir
    private Path folder;

    private static String page() throws IOException {
        return Files.readString(Path.of("../docs/formats/flow-logs.md"));
    }

    private static final class Seen implements FlowSink {
        private final List<String> records = new ArrayList<>();

        @Override
        public void record(FlowRecord record) {
            records.add(record.address(FlowField.DSTADDR) + " " + record.dstPort() + " " + record.action() + " "
                    + record.start() + " " + record.tokens().text(record.interfaceId()));
        }
    }

    @Test
    void everyExampleIsReadAsTheSameRecord() throws IOException {
        List<MatchResult> blocks = BLOCK.matcher(page()).results().toList();
        assertThat(blocks).hasSizeGreaterThan(6);

        for (MatchResult block : blocks) {
            Path file = Files.writeString(folder.resolve("flows"), block.group(2));
            FlowPass.PassResult<Seen> outcome = new FlowPass(FlowContent.andText(List.of(), List.of()), 1)
                    .over(new FlowFiles(List.of(file), FlowSelection.ALL).list().objects(), Seen::new, reading -> {});

            assertThat(outcome.readings()).as(block.group()).allMatch(FlowReading::complete);
            assertThat(outcome.sinks().get(0).records)
                    .as(block.group())
                    .containsExactly("203.0.113.20 443 ACCEPT 1792465205 eni-0a1");
        }
    }

    @Test
    void everyNameOfTheTableIsPassedOver() throws IOException {
        List<MatchResult> rows = ROW.matcher(page()).results().toList();
        assertThat(rows).hasSize(3);

        for (MatchResult row : rows) {
            for (MatchResult name : CODE.matcher(row.group(1)).results().toList()) {
                assertThat(OtherKey.of("bucket/" + name.group(1).replace("…", "x")))
                        .as(name.group(1))
                        .isPresent();
            }
        }
    }
}
