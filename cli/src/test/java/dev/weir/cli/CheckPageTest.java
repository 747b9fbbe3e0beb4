package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page of the check says what the check does. */
class CheckPageTest {

    private static final Path PAGE = Path.of("../docs/checks/cfd-f0b-f05.md");

    @TempDir
    Path folder = Path.of("");

    @Test
    void isWhatExplainPrints() throws IOException {
        Weir.Said said = new Weir(folder).run("explain", "cfd-f0b-f05");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void fitsEightyColumns() throws IOException {
        assertThat(Files.readAllLines(PAGE)).allMatch(line -> line.length() <= 80);
    }

    @Test
    void itsBadExampleFailsAndItsGoodOnePasses() throws IOException {
        List<String> examples = new ArrayList<>();
        Matcher blocks = Pattern.compile("```json\n(.*?)```", Pattern.DOTALL).matcher(Files.readString(PAGE));
        while (blocks.find()) {
            examples.add(blocks.group(1));
        }
        Weir weir = new Weir(folder);

        assertThat(examples).hasSize(2);
        assertThat(weir.run("scan", weir.file("bad.json", examples.get(0))).out())
                .contains("1 group: 1 fail (1 on all ports");
        assertThat(weir.run("scan", weir.file("good.json", examples.get(1)), "--fail-on", "low")
                        .exit())
                .isZero();
    }
}
