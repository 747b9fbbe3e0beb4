package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Control;
import dev.weir.finding.Reading;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** The page about formats names the controls that findings name. */
class ControlsPageTest {

    @Test
    void namesEachControlByReadingAndSource() throws IOException {
        String page = Files.readString(Path.of(System.getProperty("weir.root", ".."), "docs/formats/systems.md"));
        List<Control> both = Control.supportedBy(Reading.ANY_PORT);
        List<Control> besides = Control.supportedBy(Reading.ALL_PORTS).stream()
                .filter(control -> !both.contains(control))
                .toList();

        assertThat(Stream.concat(both.stream(), besides.stream())
                        .map(Control::framework)
                        .distinct()
                        .map(framework -> row(framework, both, besides)))
                .allSatisfy(row -> assertThat(page).contains(row));
    }

    private static String row(String framework, List<Control> both, List<Control> besides) {
        String others = ids(framework, besides);
        String source = both.stream()
                .filter(control -> control.framework().equals(framework))
                .map(Control::source)
                .findFirst()
                .orElseThrow();
        return "| " + framework + " | " + ids(framework, both) + " |" + (others.isEmpty() ? "" : " " + others) + " | "
                + source + " |";
    }

    private static String ids(String framework, List<Control> controls) {
        return String.join(
                ", ",
                controls.stream()
                        .filter(control -> control.framework().equals(framework))
                        .map(Control::id)
                        .toList());
    }
}
