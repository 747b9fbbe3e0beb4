package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
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

    private static final Pattern EXAMPLES = Pattern.compile("```.*?```", Pattern.DOTALL);

    @TempDir
    Path folder = Path.of("");

    @Test
    void isWhatExplainPrints() throws IOException {
        Weir.Said said = new Weir(folder).run("explain", "cfd-f0b-f05");

        assertThat(said.exit()).isZero();
        assertThat(said.out()).isEqualTo(Files.readString(PAGE));
    }

    @Test
    void fitsATerminalButForTablesAndExamples() throws IOException {
        String page = Files.readString(PAGE);

        String shown = new Weir(folder)
                .with(new Terminal(80, Terminal.Colour.OFF))
                .run("explain", "cfd-f0b-f05")
                .out();

        assertThat(shown.split("\\s+")).isEqualTo(page.split("\\s+"));
        assertThat(shown.lines().filter(line -> line.length() > 80))
                .allMatch(line -> line.startsWith("|")
                        || EXAMPLES.matcher(page)
                                .results()
                                .anyMatch(block -> block.group().contains(line + "\n")));
        assertThat(blocks(shown)).isEqualTo(blocks(page));
    }

    /** What is set apart by empty lines: paragraphs, tables, examples. */
    private static int blocks(String text) {
        return text.split("\n\n").length;
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
