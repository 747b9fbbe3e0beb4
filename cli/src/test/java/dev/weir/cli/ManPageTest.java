package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.testing.Peer;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Both readers of manual pages read every page without a warning, and show every option. */
class ManPageTest {

    @TempDir
    Path folder;

    @Test
    void mandocWarnsOfNothing() throws Exception {
        String mandoc = Peer.required("mandoc").program().toString();

        for (Path page : pages()) {
            assertThat(run(mandoc, "-Tlint", "-Wstyle", page.toString())).isEmpty();
        }
    }

    @Test
    void manShowsEveryOptionAndExample() throws Exception {
        String man = Peer.required("man").program().toString();

        for (Path page : pages()) {
            String shown = run(man, "--warnings", "-Tutf8", "-l", page.toString());

            String name = page.getFileName().toString().replaceAll("\\.[17]$", "");
            assertThat(shown)
                    .containsPattern(name + " +- ")
                    .doesNotContain("warning:")
                    .doesNotContain("\\f");
            if (page.toString().endsWith(".1") && !name.equals("weir")) {
                String help = new Weir(folder).run("help", name.substring(5)).out();
                List<String> options = Pattern.compile("(?m)^ {1,8}(?:-h, )?(--[a-z-]+)")
                        .matcher(help.substring(0, help.indexOf("\nexamples:\n")))
                        .results()
                        .map(found -> found.group(1))
                        .toList();
                assertThat(options).contains("--help");
                assertThat(shown.lines().map(String::strip).map(line -> line.split(" ")[0]))
                        .as(name)
                        .containsAll(options.subList(0, options.size() - 1));
                String bare = joined(shown);
                joined(help.substring(help.indexOf("\nexamples:\n")))
                        .lines()
                        .filter(line -> line.startsWith("  weir "))
                        .forEach(example -> assertThat(bare).contains(example.strip()));
            }
        }
    }

    /** Lines that end with a backslash go on in the next. */
    private static String joined(String text) {
        return text.replaceAll(" \\\\\n +", " ");
    }

    @Test
    void pagesThatAreAboutNoCommandAreInSectionSeven() {
        Weir weir = new Weir(folder);

        assertThat(weir.run("man", "exit-codes").out())
                .startsWith(".TH \"WEIR\\-EXIT\\-CODES\" 7 2026-11-22 ")
                .contains("1 outranks 3");
        assertThat(weir.run("man", "nothing").err())
                .contains("there is no page about `nothing`; expected a command or exit-codes, ");
    }

    @Test
    void isTheSameAgainWhenTheDayIsGiven() {
        String page = new Weir(folder)
                .with("SOURCE_DATE_EPOCH", "1700000000")
                .run("man", "scan")
                .out();

        assertThat(page).startsWith(".TH \"WEIR\\-SCAN\" 1 2023-11-14 \"weir 0.0.0\\-test\"\n");
        assertThat(new Weir(folder).run("man").out()).startsWith(".TH \"WEIR\" 1 2026-11-22 ");
    }

    @Test
    void namesTheVariablesThatTheDocumentationNames() throws IOException {
        String page = new Weir(folder).run("man").out();
        String documented = Files.readString(Path.of(System.getProperty("weir.root", ".."), "docs", "installing.md"));
        documented =
                documented.substring(documented.indexOf("## Environment variables"), documented.indexOf("## A full"));

        List<String> names = Pattern.compile("`([A-Z]+_[A-Z_]+)`")
                .matcher(documented)
                .results()
                .map(found -> found.group(1))
                .toList();

        assertThat(names).hasSizeGreaterThan(8).allMatch(page::contains);
    }

    private List<Path> pages() throws IOException {
        List<Path> pages = new ArrayList<>(List.of(page("weir", "man")));
        for (String line : new Weir(folder).run("help").out().lines().toList()) {
            if (line.startsWith("examples")) {
                break;
            }
            String name = line.startsWith("  ") && line.charAt(2) != ' '
                    ? line.strip().split(" ")[0]
                    : "help";
            if (!name.equals("version") && !name.equals("help")) {
                pages.add(page("weir-" + name, "man", name));
            }
        }
        for (String topic : HelpTopic.names()) {
            pages.add(Files.writeString(
                    folder.resolve("weir-" + topic + ".7"),
                    new Weir(folder).run("man", topic).out()));
        }
        assertThat(pages).hasSizeGreaterThan(16);
        return pages;
    }

    private Path page(String name, String... arguments) throws IOException {
        return Files.writeString(
                folder.resolve(name + ".1"), new Weir(folder).run(arguments).out());
    }

    private static String run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(command).redirectErrorStream(true);
        builder.environment().put("MANWIDTH", "200");
        builder.environment().put("MAN_KEEP_FORMATTING", "");
        Process process = builder.start();
        process.getOutputStream().close();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
                .replaceAll("\u001b\\[[0-9;]*m|.\b", "");
    }
}
