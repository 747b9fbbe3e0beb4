package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.report.Terminal;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** What each command prints, whole. */
class OutputGoldenTest {

    @TempDir
    Path folder = Path.of("");

    private static String pretty(String json) {
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        return mapper.writeValueAsString(mapper.readTree(json)) + "\n";
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 120, 160})
    void scanAsText(int columns) {
        Weir weir = new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));

        Weir.Said said = weir.run("scan", World.in(weir));

        Golden.matches("scan-" + columns + ".txt", said.out());
        assertThat(said.out()
                        .lines()
                        .filter(line -> !line.startsWith("why: ") && !line.startsWith("next: "))
                        .mapToInt(String::length))
                .as("columns")
                .allMatch(length -> length <= columns);
    }

    @ParameterizedTest
    @ValueSource(ints = {80, 160})
    void whatCodeDeclaresHasATableOfItsOwn(int columns) {
        Weir weir = new Weir(folder).with(new Terminal(columns, Terminal.Colour.OFF));
        weir.file("code/main.tf", """
            provider "aws" {
              region = "eu-west-1"
            }
            resource "aws_security_group" "web" {
              name = "web"
              egress {
                from_port   = 0
                to_port     = 0
                protocol    = "-1"
                cidr_blocks = ["0.0.0.0/0"]
              }
            }
            """);
        weir.file("code/web.yaml", """
            Resources:
              Web:
                Type: AWS::EC2::SecurityGroup
                Properties:
                  SecurityGroupEgress:
                    - {IpProtocol: tcp, FromPort: 443, ToPort: 443, CidrIp: 0.0.0.0/0}
            """);

        Weir.Said said = weir.run("scan", World.in(weir), weir.name("code"));

        Golden.matches("scan-code-" + columns + ".txt", said.out());
    }

    @Test
    void scanInColour() {
        Weir weir = new Weir(folder).with(new Terminal(160, Terminal.Colour.ON));

        Weir.Said said = weir.run("scan", World.in(weir));

        assertThat(said.out()).contains("\u001b[1;31mcritical\u001b[0m  fail ");
        assertThat(said.out().replaceAll("\u001b\\[[0-9;]*m", ""))
                .isEqualTo(new Weir(folder).run("scan", weir.name("acme")).out());
    }

    @Test
    void scanAsJson() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", "json");

        Golden.matches(
                "scan.json", pretty(said.out()).replaceAll("\"sha256\" : \"[0-9a-f]{64}\"", "\"sha256\" : \"…\""));
    }

    @Test
    void scanAsMarkdown() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", "markdown");

        Golden.matches("scan.md", said.out());
    }

    /** Without style and script, which are files of their own. */
    @Test
    void scanAsHtml() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", "html");

        Golden.matches("scan.html", Golden.page(said.out()));
    }

    @Test
    void scanAsSarif() {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run("scan", World.in(weir), "--format", "sarif");

        String uri =
                dev.weir.report.text.Printable.of(folder.toUri().toString()).replaceAll("/$", "");
        Golden.matches(
                "scan.sarif", pretty(said.out().replace("file://DIR", "DIR").replace(uri, "DIR")));
    }

    @ParameterizedTest
    @ValueSource(strings = {"sg-0a1b2c3d", "sg-0d77aa10", "sg-0e000001", "sg-0e000002"})
    void explainAGroup(String group) {
        Weir weir = new Weir(folder).with(new Terminal(120, Terminal.Colour.OFF));

        Weir.Said said = weir.run("explain", group, "--inventory", World.in(weir));

        Golden.matches("explain-" + group + ".txt", said.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan",
                "triage",
                "diff",
                "trend",
                "snapshot",
                "observe",
                "plan",
                "export",
                "explain",
                "iam",
                "completion"
            })
    void helpForACommand(String command) {
        Weir weir = new Weir(folder);

        Weir.Said said = weir.run(command, "--help");

        assertThat(said.exit()).isZero();
        assertThat(said.err()).isEmpty();
        assertThat(weir.run("help", command)).isEqualTo(said);
        Golden.matches("help-" + command + ".txt", said.out());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "scan",
                "triage",
                "diff",
                "trend",
                "snapshot",
                "logs",
                "observe",
                "plan",
                "review",
                "apply",
                "resume",
                "rollback",
                "verify",
                "ranges",
                "export",
                "explain",
                "iam",
                "completion",
                "man",
                ""
            })
    void helpFitsATerminalOfEightyColumns(String command) {
        Weir weir = new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF));

        Weir.Said said = command.isEmpty() ? weir.run("--help") : weir.run(command, "--help");

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines())
                .filteredOn(line -> !line.startsWith("  weir "))
                .allMatch(line -> line.length() <= 80);
    }

    @ParameterizedTest
    @ValueSource(strings = {"exit-codes", "environment", "version", "help"})
    void helpAboutNoCommand(String topic) {
        Weir.Said said =
                new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF)).run("help", topic);

        assertThat(said.exit()).isZero();
        assertThat(said.out().lines()).allMatch(line -> line.length() <= 80);
        Golden.matches("help-about-" + topic + ".txt", said.out());
    }

    /** Whatever a command line can begin with, at the width of a terminal: no page is forgotten when a command is added. */
    @Test
    void everyPageOfHelpFitsEightyColumns() {
        Weir weir = new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF));
        List<String> names = weir.run("help")
                .out()
                .lines()
                .dropWhile(line -> !line.equals("commands:"))
                .skip(1)
                .takeWhile(line -> !line.isEmpty())
                .filter(line -> line.matches("  [a-z].*"))
                .map(line -> line.strip().split(" ")[0])
                .toList();

        assertThat(names).contains("scan", "trend", "help", "version").hasSizeGreaterThan(12);
        for (String name : names) {
            Weir.Said said = weir.run("help", name);
            assertThat(said.exit()).as(name).isZero();
            assertThat(said.out().lines())
                    .as(name)
                    .filteredOn(line -> !line.startsWith("  weir "))
                    .allMatch(line -> line.length() <= 80);
        }
    }

    /** A variable that is read and on no page is one that nobody finds. */
    @Test
    void theEnvironmentPageNamesEveryVariableThatIsRead() throws IOException {
        String page = new Weir(folder).run("help", "environment").out();
        Path root = Path.of(System.getProperty("weir.root", ".."));
        Set<String> read = new TreeSet<>();
        for (String module : List.of("core", "adapters", "cli")) {
            try (Stream<Path> sources = Files.walk(root.resolve(module + "/src/main/java"))) {
                for (Path source : sources.filter(file -> file.toString().endsWith(".java"))
                        .toList()) {
                    Matcher name = Pattern.compile(
                                    "\"((?:WEIR|DD|AWS)_[A-Z_]+|NO_COLOR|COLUMNS|TERM|SOURCE_DATE_EPOCH)\"")
                            .matcher(Files.readString(source));
                    while (name.find()) {
                        read.add(name.group(1));
                    }
                }
            }
        }
        Matcher launcher = Pattern.compile("\\$\\{(WEIR_[A-Z_]+|JAVA_HOME|XDG_[A-Z_]+)")
                .matcher(Files.readString(root.resolve("weir")));
        while (launcher.find()) {
            read.add(launcher.group(1));
        }

        assertThat(read).contains("WEIR_DEBUG", "AWS_PROFILE", "WEIR_JAVA", "DD_API_KEY");
        assertThat(read).allSatisfy(name -> assertThat(page).contains(name));
    }

    @Test
    void help() {
        Weir.Said said = new Weir(folder).run("--help");

        assertThat(said.exit()).isZero();
        Golden.matches("help.txt", said.out());
        assertThat(new Weir(folder).run("help")).isEqualTo(said);
    }
}
