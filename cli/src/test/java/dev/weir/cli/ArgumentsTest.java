package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

/** The quick reader takes what is plainly right, and reads it as picocli does. */
class ArgumentsTest {

    private static final Grammar GRAMMAR = new ScanCommand().grammar();

    @Test
    void readsWhatPicocliReads() {
        long seed = 9;
        SplittableRandom random = new SplittableRandom(seed);
        String[] words = {
            "--format",
            "--format=json",
            "json",
            "--fail-on",
            "high",
            "--fail-on=low",
            "a.json",
            "--",
            "-x",
            "--region",
            "all",
            "--nosuch",
            "--world-share",
            "5%",
            "",
            "--region=",
            "-",
            "'quoted'",
            "\"q\"",
            "x=y",
            "@file"
        };
        int plain = 0;
        for (int i = 0; i < 3000; i++) {
            List<String> typed = new ArrayList<>();
            for (int j = random.nextInt(6); j > 0; j--) {
                typed.add(words[random.nextInt(words.length)]);
            }
            Optional<Arguments> quick = Arguments.read(GRAMMAR, typed);
            if (quick.isPresent()) {
                plain++;
                assertThat(new Explainer(GRAMMAR).read(typed))
                        .as("seed %s: %s", seed, typed)
                        .isEqualTo(quick.get());
            }
        }
        assertThat(plain).as("lines that the quick reader took").isGreaterThan(300);
    }

    @Test
    void leavesTheRestToPicocli() {
        for (List<String> typed : List.of(
                List.of("--help"),
                List.of("--nosuch"),
                List.of("--format"),
                List.of("--fail-on", "low", "--fail-on", "high"))) {
            assertThat(Arguments.read(GRAMMAR, typed)).as("%s", typed).isEmpty();
        }
        assertThatThrownBy(() -> new Explainer(GRAMMAR).read(List.of("--format")))
                .isInstanceOf(UsageException.class)
                .hasMessage("`--format` needs a value: FORMAT[=FILE]");
        assertThatThrownBy(() -> new Explainer(GRAMMAR).read(List.of("--fail-on", "low", "--fail-on", "high")))
                .hasMessage("`--fail-on` was given more than once");
    }
}
