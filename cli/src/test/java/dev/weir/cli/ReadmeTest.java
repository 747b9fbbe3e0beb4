package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The samples of README.md are what weir prints, but for the time of the files of a clone. */
class ReadmeTest {

    private static final Path ROOT =
            Path.of(System.getProperty("weir.root", "..")).toAbsolutePath().normalize();
    private static final String PROMPT = "$ ./weir ";

    @TempDir
    Path folder = Path.of("");

    @Test
    void samplesAreWhatWeirPrints() throws IOException {
        List<Sample> samples = samples(Files.readString(ROOT.resolve("README.md")));

        assertThat(samples).hasSizeGreaterThanOrEqualTo(3);
        for (Sample sample : samples) {
            Weir weir = new Weir(folder).with(new Terminal(sample.columns(), Terminal.Colour.OFF));

            Weir.Said said = weir.run(
                    Stream.of(sample.command().split(" ")).map(this::located).toArray(String[]::new));

            assertThat(normalised(said.out().replace(ROOT + "/", "").replace("DIR/", "")))
                    .as("weir %s: %s", sample.command(), said.err())
                    .isEqualTo(normalised(sample.output()));
        }
    }

    private String located(String word) {
        if (word.startsWith("examples/")) {
            return ROOT.resolve(word).toString();
        }
        return word.endsWith(".json") || word.endsWith(".profile")
                ? folder.resolve(word).toString()
                : word;
    }

    private static String normalised(String text) {
        return text.replaceAll("as of (\\d{4}-\\d\\d-\\d\\d \\d\\d:\\d\\d UTC( to )?)+", "as of TIME")
                .strip();
    }

    /** A console block that begins with a weir command; how wide it was printed is the longest of its lines. */
    private record Sample(String command, String output) {

        int columns() {
            int longest = output.lines()
                    .filter(line -> !line.contains("aws ec2 ")) // to be copied, on one line
                    .mapToInt(String::length)
                    .max()
                    .orElse(0);
            return longest <= 110 ? 110 : 160;
        }
    }

    private static List<Sample> samples(String readme) {
        List<Sample> samples = new ArrayList<>();
        for (String block : readme.split("```console\n", -1)) {
            if (block.startsWith(PROMPT) && block.contains("\n```")) {
                String text = block.substring(PROMPT.length(), block.indexOf("\n```"));
                int end = text.indexOf('\n');
                samples.add(new Sample(text.substring(0, end), text.substring(end + 1)));
            }
        }
        return samples;
    }
}
