package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The promise to scripts: 0 clean, 1 failed or incomplete, 2 usage, 3 found; 1 outranks 3. */
class ExitCodeTest {

    @TempDir
    Path folder = Path.of("");

    private Weir weir;

    @BeforeEach
    void files() {
        weir = new Weir(folder);
        weir.file("clean.json", World.file(World.group("sg-1", "a", World.rule("tcp", "443", "10.0.0.0/8"))));
        weir.file("medium.json", World.file(World.group("sg-2", "b", World.rule("tcp", "443", "0.0.0.0/0"))));
        weir.file("high.json", World.file(World.group("sg-3", "c", World.rule("-1", "", "0.0.0.0/0"))));
        weir.file("unknown.json", "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-4\" } ] }");
        weir.file("broken.json", "{ \"SecurityGroups\": [ { \"GroupId\": \"sg-5\", ");
        weir.file("empty.json", "");
    }

    @ParameterizedTest(name = "{0} exits with {1}")
    @CsvSource({
        "scan clean.json, 0",
        "scan medium.json, 0",
        "scan medium.json --fail-on medium, 3",
        "scan medium.json --fail-on=low, 3",
        "scan high.json, 3",
        "scan high.json --fail-on critical, 0",
        "scan high.json --fail-on none, 0",
        "scan unknown.json, 3",
        "scan unknown.json --fail-on none, 0",
        "scan broken.json, 1",
        "scan broken.json high.json, 1",
        "scan empty.json, 1",
        "scan nosuch.json, 1",
        "scan nosuch.json --fail-on none, 1",
        "scan clean.json --format json, 0",
        "scan high.json --format sarif, 3",
        "scan clean.json --format json=nosuch/x.json, 1",
        "scan clean.json --format xml, 2",
        "scan clean.json --format json --format text, 2",
        "scan clean.json --format json=, 2",
        "scan clean.json --fail-on worst, 2",
        "scan clean.json --fail-on high --fail-on low, 2",
        "scan clean.json --world-share 0, 2",
        "scan clean.json --world-share 101, 2",
        "scan clean.json --ports-share five, 2",
        "scan clean.json --ports-share, 2",
        "scan clean.json --nosuch, 2",
        "scan clean.json --profile audit, 2",
        "scan clean.json --profile p, 2",
        "scan --endpoint-url nonsense, 2",
        "scan --region all --region eu-west-1, 2",
        "scan --region '', 2",
        "explain cfd-f0b-f05, 0",
        "explain sg-3 --inventory high.json, 0",
        "explain sg-9 --inventory high.json, 1",
        "explain sg-3 --inventory broken.json, 1",
        "explain, 2",
        "explain a b c, 2",
        "snapshot --out s.json clean.json, 0",
        "snapshot --append series clean.json, 0",
        "snapshot --out s2.json broken.json, 1",
        "snapshot clean.json, 2",
        "snapshot --out s.json --append d clean.json, 2",
        "iam read, 0",
        "iam observe, 0",
        "iam write, 2",
        "iam, 2",
        "completion bash, 0",
        "completion tcsh, 2",
        "completion, 2",
        "man, 0",
        "man scan, 0",
        "man nosuch, 2",
        "man help, 0",
        "version, 0",
        "--version, 0",
        "help, 0",
        "help scan, 0",
        "help nosuch, 2",
        "nosuch, 2",
        "--nosuch, 2",
    })
    void exits(String line, int code) {
        String[] words = line.split(" ");
        for (int i = 0; i < words.length; i++) {
            boolean file = words[i].endsWith(".json") || words[i].equals("series");
            words[i] = words[i].equals("''") ? "" : file ? placed(words[i]) : words[i];
        }

        Weir.Said said = weir.run(words);

        assertThat(said.exit()).as("%s", said).isEqualTo(code);
        assertThat(said.out() + said.err()).doesNotContain("Exception").doesNotContain("bug in weir");
        if (code == 2) {
            assertThat(said.out()).isEmpty();
            assertThat(said.err()).startsWith("weir").contains("help: weir");
        }
    }

    private String placed(String word) {
        int equals = word.indexOf('=');
        return word.substring(0, equals + 1) + weir.name(word.substring(equals + 1));
    }

    @Test
    void nothingTypedIsUsage() {
        Weir.Said said = weir.run();

        assertThat(said.exit()).isEqualTo(2);
        assertThat(said.err()).contains("usage: weir COMMAND");
    }

    @Test
    void suggestsWhatWasMeant() {
        assertThat(weir.run("scna").err()).contains("unknown command `scna`; did you mean `scan`?");
        assertThat(weir.run("scan", "--fromat", "json").err())
                .contains("unknown option `--fromat`; did you mean `--format`?");
        assertThat(weir.run("scan", "--format", "jsno").err()).contains("unknown format `jsno`; did you mean `json`?");
        assertThat(weir.run("explain", "sg-33", "--inventory", weir.name("high.json"))
                        .err())
                .contains("there is no security group `sg-33` in what was read; did you mean `sg-3`?");
    }

    @Test
    void aFileOfParametersThatCannotBeReadIsNamed() {
        assertThat(weir.run("scan", weir.name("clean.json"), "--parameters", weir.name("gone.json"))
                        .err())
                .contains("`--parameters`: `DIR/gone.json` cannot be read: it does not exist");
        assertThat(weir.run("scan", weir.name("clean.json"), "--parameters", folder.toString())
                        .err())
                .contains("`--parameters`: `DIR` cannot be read: Is a directory");
    }

    @Test
    void aFileThatIsAskedForAppearsWholeOrNotAtAll() throws IOException {
        weir.file("before.json", "as it was");
        Files.createDirectory(folder.resolve("taken"));

        Weir.Said said = weir.run(
                "scan",
                weir.name("high.json"),
                "--format",
                "json=" + weir.name("before.json"),
                "--format",
                "sarif=" + weir.name("taken"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).contains("`DIR/taken` cannot be written: it is a folder");
        assertThat(weir.content("before.json")).isEqualTo("as it was");
        assertThat(weir.names()).noneMatch(name -> name.endsWith(".part"));
    }

    @Test
    void severalFormatsInOneRunSayTheSame() {
        Weir.Said alone = weir.run("scan", weir.name("high.json"), "--format", "json");

        Weir.Said said = weir.run(
                "scan",
                weir.name("high.json"),
                "--format",
                "text",
                "--format",
                "json=" + weir.name("out.json"),
                "--format=sarif=" + weir.name("out.sarif"));

        assertThat(said.exit()).isEqualTo(3);
        assertThat(said.out()).startsWith("cfd-f0b-f05  Outbound");
        assertThat(weir.content("out.json")).isEqualTo(alone.out());
        assertThat(weir.content("out.sarif")).contains("\"version\":\"2.1.0\"");
    }

    @Test
    void aReaderThatLeavesEndsItQuietly() {
        OutputStream closed = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("Broken pipe");
            }
        };

        for (String format : new String[] {"text", "json", "sarif"}) {
            Weir.Said said = weir.run(closed, "scan", weir.name("high.json"), "--format", format);
            assertThat(said.err()).isEmpty();
            assertThat(said.exit()).isEqualTo(1);
        }
    }

    @Test
    void aDiskThatIsFullIsSaid() {
        OutputStream full = new OutputStream() {
            @Override
            public void write(int octet) throws IOException {
                throw new IOException("No space left on device");
            }
        };

        Weir.Said said = weir.run(full, "scan", weir.name("high.json"));

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.err()).isEqualTo("weir: the output could not be written: No space left on device\n");
    }

    @Test
    void whatWasNotReadIsSaidBesideMachineFormats() {
        Weir.Said said = weir.run("scan", weir.name("broken.json"), "--format", "json");

        assertThat(said.exit()).isEqualTo(1);
        assertThat(said.out()).contains("\"complete\":false");
        assertThat(said.err()).contains("DIR/broken.json").endsWith("weir: the result is incomplete\n");
    }
}
