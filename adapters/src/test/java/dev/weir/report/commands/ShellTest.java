package dev.weir.report.commands;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class ShellTest {

    @Test
    void leavesPlainWordsBare() {
        assertThat(Shell.quoted("sg-0a1b2c3d")).isEqualTo("sg-0a1b2c3d");
        assertThat(Shell.quoted("examples/acme")).isEqualTo("examples/acme");
    }

    @Test
    void quotesEverythingElse() {
        assertThat(Shell.quoted("")).isEqualTo("''");
        assertThat(Shell.quoted("it's")).isEqualTo("'it'\\''s'");
        assertThat(Shell.quoted("$(reboot)")).isEqualTo("'$(reboot)'");
        assertThat(Shell.quoted("~root")).isEqualTo("'~root'");
        assertThat(Shell.quoted("a=b")).isEqualTo("'a=b'");
    }

    @Test
    void aRealShellReadsEveryWordAsItWas() throws IOException, InterruptedException {
        long seed = 42;
        SplittableRandom random = new SplittableRandom(seed);
        List<String> words =
                new ArrayList<>(List.of("$(id)", "`id`", "a'b\"c\\", "-rf", "!x", "*", "a\nb", "#", "\\", "'"));
        String alphabet = "ab '\"\\$`(){}[]*?!~#&|;<>\n\t=-é数";
        for (int i = 0; i < 300; i++) {
            StringBuilder word = new StringBuilder();
            for (int j = random.nextInt(12); j >= 0; j--) {
                word.append(alphabet.charAt(random.nextInt(alphabet.length())));
            }
            words.add(word.toString());
        }
        StringBuilder script = new StringBuilder("printf '%s\\1'");
        words.forEach(word -> script.append(' ').append(Shell.quoted(word)));

        Process shell = new ProcessBuilder("/bin/sh").redirectErrorStream(true).start();
        shell.getOutputStream().write(script.toString().getBytes(StandardCharsets.UTF_8));
        shell.getOutputStream().close();
        String said = new String(shell.getInputStream().readAllBytes(), StandardCharsets.UTF_8);

        assertThat(shell.waitFor()).isZero();
        assertThat(List.of(said.split("\u0001", -1)).subList(0, words.size()))
                .as("seed %s", seed)
                .isEqualTo(words);
    }
}
