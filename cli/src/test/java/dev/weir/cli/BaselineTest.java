package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Of findings that are known, only what is new counts. */
class BaselineTest {

    private static final String OPEN = World.rule("-1", "", "0.0.0.0/0");
    private static final String HTTPS = World.rule("tcp", "443", "0.0.0.0/0");
    private static final String SMTP = World.rule("tcp", "25", "0.0.0.0/0");

    @TempDir
    Path folder = Path.of("");

    private Weir weir = new Weir(Path.of(""));

    @BeforeEach
    void begin() {
        weir = new Weir(folder);
    }

    private String inventory(String... groups) {
        return weir.file(
                "111122223333/eu-west-1/in.json", "{ \"SecurityGroups\": [ " + String.join(", ", groups) + " ] }");
    }

    private String baselineOf(String... groups) {
        String file = folder.resolve("known.json").toString();
        weir.run("scan", inventory(groups), "--format", "json=" + file);
        return file;
    }

    private Weir.Said scan(String baseline, String format, String... groups) {
        return weir.run("scan", inventory(groups), "--baseline", baseline, "--fail-on", "low", "--format", format);
    }

    private List<String> counted(String baseline, String... groups) {
        JsonNode findings = JsonMapper.shared()
                .readTree(scan(baseline, "json", groups).out())
                .get("findings");
        return findings.valueStream()
                .filter(finding -> !finding.get("status").stringValue().equals("pass"))
                .filter(finding -> !finding.has("baseline"))
                .map(finding -> finding.at("/resource/id").stringValue() + " "
                        + finding.get("reading").stringValue())
                .toList();
    }

    @Test
    void whatIsKnownCountsNoMore() {
        String known = baselineOf(World.group("sg-1", "a", OPEN), World.group("sg-2", "b", HTTPS));

        Weir.Said said = scan(known, "text", World.group("sg-1", "a", OPEN), World.group("sg-2", "b", HTTPS));

        assertThat(said.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(said.out())
                .contains("3 entries are in the baseline")
                .contains("2 groups: 0 fail, 0 unknown, 0 pass, 2 suppressed");
    }

    /** One reading of it passes, the other is what is known. */
    @Test
    void whatIsKnownIsNotSaidToPass() {
        String known = baselineOf(World.group("sg-1", "a", HTTPS));

        assertThat(scan(known, "text", World.group("sg-1", "a", HTTPS)).out())
                .contains("1 entry is in the baseline")
                .doesNotContain("though it passes");
        assertThat(scan(known, "markdown", World.group("sg-1", "a", HTTPS)).out())
                .contains("1 suppressed")
                .doesNotContain("has a notice");
    }

    @Test
    void whatIsNewCounts() {
        String known = baselineOf(World.group("sg-1", "a", OPEN), World.group("sg-2", "b"));

        assertThat(counted(known, World.group("sg-1", "a", OPEN), World.group("sg-2", "b", HTTPS)))
                .containsExactly("sg-2 any-port");
        assertThat(counted(known, World.group("sg-3", "c", OPEN))).containsExactly("sg-3 all-ports", "sg-3 any-port");
    }

    @Test
    void whatIsWorseOrOtherwiseOpenCounts() {
        String known = baselineOf(World.group("sg-1", "a", HTTPS));

        assertThat(counted(known, World.group("sg-1", "a", HTTPS, SMTP))).containsExactly("sg-1 any-port");
        assertThat(counted(known, World.group("sg-1", "a", SMTP))).containsExactly("sg-1 any-port");
    }

    @Test
    void whatIsBetterDoesNot() {
        String known = baselineOf(World.group("sg-1", "a", HTTPS, SMTP));

        assertThat(counted(known, World.group("sg-1", "a", HTTPS))).isEmpty();
        assertThat(counted(known, World.group("sg-1", "a", HTTPS, SMTP))).isEmpty();
    }

    /** Today's findings, made with yesterday's baseline, are tomorrow's. */
    @Test
    void baselinesFollowEachOther() {
        String first = baselineOf(World.group("sg-1", "a", OPEN));
        String second = folder.resolve("second.json").toString();
        weir.run(
                "scan",
                inventory(World.group("sg-1", "a", OPEN), World.group("sg-2", "b", OPEN)),
                "--baseline",
                first,
                "--format",
                "json=" + second);

        assertThat(counted(second, World.group("sg-1", "a", OPEN), World.group("sg-2", "b", OPEN)))
                .isEmpty();
    }

    /** A year of weeks: whoever opens a group is told of once, whenever the week before is the baseline. */
    @Test
    void aYearOfWeeksTellsOfEachGroupOnce() {
        String known = baselineOf();
        for (int week = 1; week <= 52; week++) {
            int groups = week;
            String[] all = IntStream.rangeClosed(1, groups)
                    .mapToObj(i -> World.group("sg-" + i, "g" + i, i % 3 == 0 ? HTTPS : OPEN))
                    .toArray(String[]::new);
            List<String> counted = counted(known, all);
            assertThat(counted).as("week " + week).allMatch(line -> line.startsWith("sg-" + groups + " "));
            assertThat(counted).hasSize(week % 3 == 0 ? 1 : 2);
            known = baselineOf(all);
        }
    }

    @Test
    void everyFormatSaysWhatItHides() {
        String known = baselineOf(World.group("sg-1", "a", OPEN));

        Stream.of("markdown", "sarif", "junit", "csv", "ocsf")
                .forEach(format -> assertThat(scan(known, format, World.group("sg-1", "a", OPEN))
                                .out())
                        .as(format)
                        .contains("in the baseline"));
        assertThat(scan(known, "sarif", World.group("sg-1", "a", OPEN)).out())
                .contains("\"baselineState\":\"unchanged\",\"suppressions\":[{\"kind\":\"external\"");
    }

    @Test
    void isRefusedWhereItWasJudgedByOtherShares() {
        String known = baselineOf(World.group("sg-1", "a", OPEN));

        Weir.Said said = weir.run(
                "scan", inventory(World.group("sg-1", "a", OPEN)), "--baseline", known, "--world-share", "10%");

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("was judged with a world of 5 %").contains("make it anew");
    }

    @Test
    void isRefusedWhereItIsNone() {
        String none = weir.file("none.json", "{}");

        Weir.Said said = weir.run("scan", inventory(), "--baseline", none);

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err()).contains("none.json");
    }
}
