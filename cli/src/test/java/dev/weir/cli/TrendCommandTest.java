package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import com.networknt.schema.InputFormat;
import com.networknt.schema.SchemaRegistry;
import com.networknt.schema.SpecificationVersion;
import dev.weir.report.Terminal;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** A year of weekly snapshots of an account that changes: what trend, diff, baseline and expiry say of it. */
class TrendCommandTest {

    private static final long SEED = 20_251_124;
    private static final int WEEKS = 52;
    private static final Instant MONDAY = Instant.parse("2025-11-24T06:00:00Z");
    private static final String SCOPE = "111122223333/eu-west-1/";

    @TempDir
    Path folder = Path.of("");

    private Weir weir = new Weir(Path.of(""));

    @BeforeEach
    void begin() {
        weir = new Weir(folder).with(new Terminal(80, Terminal.Colour.OFF));
    }

    /** How a group is in a week: its rules, or none of it. */
    private enum State {
        OPEN(World.rule("-1", "", "0.0.0.0/0")),
        HTTPS(World.rule("tcp", "443", "0.0.0.0/0")),
        CLOSED(World.rule("tcp", "443", "10.0.0.0/8"));

        private final String rule;

        State(String rule) {
            this.rule = rule;
        }
    }

    /** The groups of each week: some open, some are narrowed, some come and some go. */
    private static List<Map<String, State>> year() {
        SplittableRandom random = new SplittableRandom(SEED);
        List<Map<String, State>> weeks = new ArrayList<>();
        Map<String, State> now = new TreeMap<>();
        for (int group = 0; group < 12; group++) {
            now.put("sg-%03d".formatted(group), State.values()[random.nextInt(3)]);
        }
        for (int week = 0; week < WEEKS; week++) {
            weeks.add(new TreeMap<>(now));
            if (random.nextInt(3) == 0) {
                now.put("sg-%03d".formatted(100 + week), State.OPEN); // as AWS makes it
            }
            for (String id : List.copyOf(now.keySet())) {
                int dice = random.nextInt(40);
                if (dice == 0) {
                    now.remove(id);
                } else if (dice < 3) {
                    now.computeIfPresent(id, (known, state) -> State.values()[Math.min(2, state.ordinal() + 1)]);
                } else if (dice == 3) {
                    now.put(id, State.OPEN);
                }
            }
        }
        return weeks;
    }

    private static Instant monday(int week) {
        return MONDAY.plus(Duration.ofDays(7L * week));
    }

    /** The snapshot of a week, under a name that says nothing of when it was made. */
    private String snapshot(int week, Map<String, State> groups) {
        List<String> written = new ArrayList<>();
        groups.forEach((id, state) -> written.add(World.group(id, "name-" + id, state.rule)));
        String json =
                weir.file("now/" + SCOPE + "in.json", "{ \"SecurityGroups\": [ " + String.join(", ", written) + " ] }");
        try {
            Files.setLastModifiedTime(Path.of(json), FileTime.from(monday(week)));
            Files.createDirectories(folder.resolve("series"));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        String out = weir.name("series/%02d.json.gz".formatted(week * 37 % 97));
        Weir.Said said = weir.at(monday(week)).run("snapshot", json, "--out", out);
        assertThat(said.exit()).as(said.err()).isZero();
        return out;
    }

    private List<String> series(List<Map<String, State>> weeks) {
        List<String> files = new ArrayList<>();
        for (int week = 0; week < weeks.size(); week++) {
            files.add(snapshot(week, weeks.get(week)));
        }
        return files;
    }

    private JsonNode json(String... more) {
        List<String> typed = new ArrayList<>(List.of("trend", weir.name("series"), "--format", "json"));
        typed.addAll(List.of(more));
        return JsonMapper.shared()
                .readTree(weir.run(typed.toArray(String[]::new)).out());
    }

    @Test
    void aYearOfWeeksIsToldAsItWas() throws IOException {
        List<Map<String, State>> weeks = year();
        series(weeks);

        Weir.Said said = weir.run("trend", weir.name("series"));

        assertThat(said.exit()).isEqualTo(ExitCode.CLEAN);
        assertThat(said.out().lines()).allMatch(line -> line.length() <= 80);
        Golden.matches("trend.txt", said.out());
        Golden.matches(
                "trend.csv",
                weir.run("trend", weir.name("series"), "--format", "csv").out());
        JsonNode report = json();
        Path schema = Path.of(System.getProperty("weir.root", ".."), "docs/formats/trend.schema.json");
        assertThat(SchemaRegistry.withDefaultDialect(SpecificationVersion.DRAFT_2020_12)
                        .getSchema(Files.readString(schema), InputFormat.JSON)
                        .validate(report.toString(), InputFormat.JSON))
                .isEmpty();
        matchesTheYear(report, weeks);
    }

    /** By the generator alone, which knows nothing of findings. */
    private static void matchesTheYear(JsonNode report, List<Map<String, State>> weeks) {
        assertThat(report.get("periods")).hasSize(WEEKS);
        Map<String, Integer> since = new TreeMap<>();
        for (int week = 0; week < WEEKS; week++) {
            Map<String, State> now = weeks.get(week);
            Map<String, State> before = week == 0 ? Map.of() : weeks.get(week - 1);
            JsonNode period = report.get("periods").get(week);
            JsonNode any = period.at("/readings/any-port");
            long open =
                    now.values().stream().filter(state -> state != State.CLOSED).count();
            int opened = 0;
            int closed = 0;
            for (String id : now.keySet()) {
                boolean isOpen = now.get(id) != State.CLOSED;
                boolean wasOpen = before.containsKey(id) && before.get(id) != State.CLOSED;
                opened += isOpen && !wasOpen ? 1 : 0;
                closed += !isOpen && wasOpen ? 1 : 0;
                if (!isOpen || !wasOpen) {
                    since.put(id, week);
                }
            }
            closed += (int) before.keySet().stream()
                    .filter(id -> !now.containsKey(id) && before.get(id) != State.CLOSED)
                    .count();
            int at = week;
            double age = now.keySet().stream()
                    .filter(id -> now.get(id) != State.CLOSED)
                    .mapToInt(id -> 7 * (at - since.getOrDefault(id, at)))
                    .average()
                    .orElse(0);
            assertThat(any.get("open").longValue())
                    .as("seed " + SEED + " week " + week)
                    .isEqualTo(open);
            assertThat(period.at("/readings/all-ports/open").longValue())
                    .isEqualTo(now.values().stream()
                            .filter(state -> state == State.OPEN)
                            .count());
            assertThat(any.get("found").intValue()).isEqualTo(week == 0 ? opened : 0);
            assertThat(any.get("opened").intValue()).isEqualTo(week == 0 ? 0 : opened);
            assertThat(any.get("closed").intValue()).isEqualTo(closed);
            assertThat(any.get("meanAgeDays").doubleValue()).isBetween(age - 0.01, age + 0.01);
            assertThat(period.get("securityGroups").intValue()).isEqualTo(now.size());
        }
    }

    /** Each week's difference from the week before says what the trend counts. */
    @Test
    void differencesAndBaselinesAgreeWithIt() {
        List<Map<String, State>> weeks = year();
        List<String> files = series(weeks);
        JsonNode periods = json().get("periods");
        for (int week = 1; week < WEEKS; week += 5) {
            JsonNode diff = JsonMapper.shared()
                    .readTree(weir.run("diff", files.get(week - 1), files.get(week), "--format", "json")
                            .out());
            JsonNode readings = periods.get(week).get("readings");
            for (String flow : List.of("opened", "closed")) {
                assertThat(diff.at("/summary/" + flow).intValue())
                        .as("week " + week + " " + flow)
                        .isEqualTo(readings.at("/any-port/" + flow).intValue()
                                + readings.at("/all-ports/" + flow).intValue());
            }
            String known = weir.name("known.json");
            weir.run("scan", files.get(week - 1), "--format", "json=" + known);
            JsonNode scan = JsonMapper.shared()
                    .readTree(weir.run("scan", files.get(week), "--baseline", known, "--format", "json")
                            .out());
            long counted = scan.at("/summary/fail").longValue();
            assertThat(counted)
                    .as("week " + week)
                    .isEqualTo(diff.get("differences")
                            .valueStream()
                            .filter(difference -> difference.get("worse").booleanValue())
                            .count());
        }
    }

    /** A suppression holds in the weeks up to its last day; then what it hid opens again, and the scan fails for it. */
    @Test
    void whatIsSuppressedCountsAgainOnceItExpires() {
        List<Map<String, State>> weeks = new ArrayList<>();
        for (int week = 0; week < WEEKS; week++) {
            weeks.add(Map.of("sg-a", State.OPEN, "sg-b", State.HTTPS));
        }
        List<String> files = series(weeks);
        String yaml = weir.file("weir.yaml", """
            version: 1
            suppressions: [ { group: sg-a, owner: a, reason: b, until: 2026-05-24 } ]
            """); // the Sunday before the 26th Monday

        JsonNode periods = json("--suppressions", yaml).get("periods");
        for (int week = 0; week < WEEKS; week++) {
            JsonNode any = periods.get(week).at("/readings/any-port");
            assertThat(any.get("open").intValue()).as("week " + week).isEqualTo(week < 26 ? 1 : 2);
            assertThat(any.get("suppressed").intValue()).isEqualTo(week < 26 ? 1 : 0);
            assertThat(any.get("opened").intValue()).isEqualTo(week == 26 ? 1 : 0);
        }
        assertThat(weir.at(monday(25))
                        .run("scan", files.get(25), "--suppressions", yaml)
                        .exit())
                .isEqualTo(ExitCode.CLEAN);
        Weir.Said expired = weir.at(monday(26)).run("scan", files.get(26), "--suppressions", yaml);
        assertThat(expired.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(expired.out()).contains("it expired on 2026-05-24, and 2 entries that it hid count again");
    }

    @Test
    void findingsAndSnapshotsStandTogetherAndWeeksWithoutAreNotNone() {
        String first = snapshot(0, Map.of("sg-a", State.OPEN));
        weir.run("scan", first, "--format", "json=" + weir.name("series/report.json"));
        snapshot(3, Map.of("sg-a", State.CLOSED));

        JsonNode periods = json().get("periods");

        assertThat(periods).hasSize(4);
        assertThat(periods.get(0).get("states").intValue()).isEqualTo(2);
        assertThat(periods.get(1).has("readings")).isFalse();
        assertThat(periods.get(3).at("/readings/any-port/closed").intValue()).isEqualTo(1);
        assertThat(weir.run("trend", weir.name("series")).out()).contains("2025-12-01      -");
    }

    /** Two accounts, each with a series of its own, are one trend: what a state does not read stands as it was. */
    @Test
    void whatAStateDoesNotReadStands() {
        snapshot(0, Map.of("sg-a", State.OPEN));
        String other = weir.file(
                "other/444455556666/eu-west-1/in.json",
                "{ \"SecurityGroups\": [ "
                        + World.group("sg-z", "z", State.OPEN.rule).replace("111122223333", "444455556666") + " ] }");
        weir.at(monday(1)).run("snapshot", other, "--out", weir.name("series/other.json"));

        JsonNode last = json("--by", "day")
                .get("periods")
                .valueStream()
                .reduce((one, two) -> two)
                .orElseThrow();

        assertThat(last.at("/readings/any-port/open").intValue()).isEqualTo(2);
        assertThat(last.get("notRead").intValue()).isEqualTo(1);
        assertThat(last.at("/readings/any-port/found").intValue()
                        + last.at("/readings/any-port/closed").intValue())
                .isEqualTo(1);
    }

    @Test
    void whatIsNoStateIsTold() {
        weir.file("empty/notes.json", "{}");

        Weir.Said said = weir.run("trend", weir.name("empty"));

        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(said.err())
                .contains("notes.json` is neither a weir snapshot nor findings")
                .contains("nothing to follow over time; help: `weir snapshot --append DIR`");
        assertThat(weir.run("trend", weir.name("empty"), "--by", "month").err()).contains("expected day or week");
    }
}
