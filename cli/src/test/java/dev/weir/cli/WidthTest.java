package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** With ids of seventeen digits every output shows them whole, and no line is wider than the terminal. */
class WidthTest {

    @TempDir
    static Path folder;

    private static final List<Terminal> TERMINALS = List.of(
            new Terminal(80, Terminal.Colour.OFF),
            new Terminal(100, Terminal.Colour.OFF),
            new Terminal(160, Terminal.Colour.OFF),
            Terminal.NONE);

    private static final List<String> COMMANDS = List.of(
            "scan DIR/acme",
            "scan DIR/acme --traffic DIR/profile",
            "scan DIR/lists.json",
            "observe DIR/acme/flows --inventory DIR/acme --out DIR/again",
            "plan web-tier --inventory DIR/acme --traffic DIR/profile --out DIR/web.json",
            "plan web-tier payments-worker --inventory DIR/acme --traffic DIR/profile",
            "plan --failing --inventory DIR/acme --traffic DIR/profile",
            "plan ipv6-crawler --inventory DIR/acme --allow tcp:443:2001:db8:1234:5678:9abc:def0:1234:5678/128",
            "explain web-tier --inventory DIR/acme --traffic DIR/profile",
            "explain batch --inventory DIR/acme",
            "explain vendor-agent --inventory DIR/acme",
            "explain DIR/plan.json",
            "explain DIR/plan.json 10.20.66.12:5432/tcp",
            "export DIR/plan.json --to console --out DIR/out --accept coverage --accept cold-start-seen --reason known");

    @Test
    void everyPageOfHelpFitsEightyColumns() {
        Terminal narrow = new Terminal(80, Terminal.Colour.OFF);
        List<String> pages = new ArrayList<>(List.of("help", "help --help", "--help"));
        run("help", narrow)
                .out()
                .lines()
                .takeWhile(line -> !line.equals("examples:"))
                .filter(line -> line.matches("  [a-z]+( .*)?"))
                .map(line -> line.strip().split(" ")[0])
                .filter(name -> !name.equals("version") && !name.equals("help"))
                .forEach(name -> pages.addAll(List.of("help " + name, name + " --help")));
        HelpTopic.names().forEach(topic -> pages.add("help " + topic));
        assertThat(pages).hasSizeGreaterThan(30);

        pages.add("explain cfd-f0b-f05");
        for (String page : pages) {
            for (Terminal terminal : TERMINALS) {
                Weir.Said said = run(page, terminal);

                assertThat(said.exit()).as(page).isZero();
                assertThat(said.out().lines()).as(page).allMatch(line -> Printable.width(line) <= 80);
            }
        }
    }

    @BeforeAll
    static void observe() {
        LongIds.copyAcmeTo(folder.resolve("acme"));
        String lists = Stream.of("pl-0123456789abcdef0", "pl-0123456789abcdef1", "pl-0123456789abcdef2")
                .map("{ \"PrefixListId\": \"%s\" }"::formatted)
                .reduce((one, other) -> one + ", " + other)
                .orElseThrow();
        new Weir(folder)
                .file(
                        "lists.json",
                        World.file(World.group(
                                "sg-0123456789abcdef0",
                                "a-name-that-is-rather-long",
                                "{ \"IpProtocol\": \"-1\", \"PrefixListIds\": [ " + lists + " ] }")));
        assertThat(run("observe DIR/acme/flows --inventory DIR/acme --out DIR/profile", Terminal.NONE)
                        .exit())
                .isZero();
        run("plan web-tier --inventory DIR/acme --traffic DIR/profile --out DIR/plan.json", Terminal.NONE);
    }

    private static Weir.Said run(String command, Terminal terminal) {
        return new Weir(folder)
                .with(terminal)
                .run(command.replace("DIR", folder.toString()).split(" "));
    }

    static Stream<Arguments> outputs() {
        return COMMANDS.stream()
                .flatMap(command -> TERMINALS.stream().map(terminal -> Arguments.of(command, terminal)));
    }

    @ParameterizedTest(name = "{0} in {1}")
    @MethodSource("outputs")
    void showsIdsWholeAndNoLineThatIsWiderThanTheTerminal(String command, Terminal terminal) {
        Weir.Said said = run(command, terminal);

        assertThat(said.out()).isNotEmpty();
        assertThat(LongIds.ID.matcher(said.out() + said.err()).results().map(MatchResult::group))
                .allMatch(id -> id.substring(id.indexOf('-') + 1).length() == 17);
        assertThat(said.out().lines())
                .filteredOn(line -> !isToBeCopied(line) && line.strip().contains(" "))
                .allMatch(line -> Printable.width(line) <= terminal.columns());
    }

    /** A command that is to be copied, and a folder's name, stay on one line. */
    private static boolean isToBeCopied(String line) {
        return line.contains("aws ec2 ") || line.matches("(next|why): .*") || line.contains("DIR/");
    }

    @Test
    void aScanNamesEveryGroupAndInterfaceWhateverTheWidth() {
        for (Terminal terminal : TERMINALS) {
            String out = run("scan DIR/acme", terminal).out();

            assertThat(out.replaceAll("\\s+", " "))
                    .contains(LongIds.of("sg-0b55de08"), LongIds.of("eni-0c660001"))
                    .contains("with " + LongIds.of("sg-0c66ef09") + " partner-ranges-north, "
                            + LongIds.of("sg-0d77f00a") + " partner-ranges-south");
        }
    }
}
