package dev.weir.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.TableDay;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a table and something else both hold is never counted by both, whichever comes first. */
class DoubleCountTest {

    private static final LocalDate DAY = LocalDate.parse("2026-10-20");
    private static final FlowChoice ALL = new FlowChoice(FlowSelection.ALL, Set.of());
    private static final String ACCOUNT = "111122223333";
    private static final String OTHER = "444455556666";

    private record File(String name, String text) implements FlowObject {

        @Override
        public long size() {
            return text.length();
        }

        @Override
        public InputStream open(long offset) {
            return new ByteArrayInputStream(text.substring((int) offset).getBytes(StandardCharsets.US_ASCII));
        }
    }

    private record Day(String table, LocalDate day, String text) implements FlowObject {

        @Override
        public String name() {
            return new TableDay(table, day).name();
        }

        @Override
        public long size() {
            return 0;
        }

        @Override
        public InputStream open(long offset) {
            return new File(name(), text).open(offset);
        }

        @Override
        public String digest() {
            return new TableDay(table, day).digest();
        }

        @Override
        public boolean isWrittenOnce() {
            return true;
        }

        @Override
        public FlowKey key() {
            return FlowKey.between(midnight(day), midnight(day.plusDays(1)));
        }
    }

    private record Objects(List<FlowObject> objects) implements FlowSource {

        @Override
        public Listed list() {
            return new Listed(objects, 0, PassedOver.NONE, List.of());
        }

        @Override
        public List<String> named() {
            return List.of();
        }
    }

    private record Kept(String name, Evidence evidence) implements ProfileStore {

        @Override
        public boolean exists() {
            return true;
        }

        @Override
        public Evidence read() {
            return ProfileCodec.decode(ProfileCodec.encode(evidence));
        }

        @Override
        public void write(Evidence other) {
            throw new IllegalStateException("nobody writes here");
        }

        @Override
        public Checkpoint checkpoint() {
            return Checkpoint.NONE;
        }
    }

    private static Instant midnight(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A record of a minute that begins on the day, so many seconds after its midnight. */
    private static String record(String account, String networkInterface, LocalDate day, long second) {
        long start = midnight(day).getEpochSecond() + second;
        return "2 %s %s 10.0.0.1 198.51.100.7 40000 443 6 3 180 %d %d ACCEPT OK\n"
                .formatted(account, networkInterface, start, start + 60);
    }

    private static String noon(LocalDate day) {
        return record(ACCOUNT, "eni-1", day, 43_200);
    }

    private static Day day(String table, LocalDate day) {
        return new Day(table, day, noon(day));
    }

    /** What an engine answers of files that AWS named. */
    private static Day dayOf(String flowLog, String networkInterface, LocalDate day) {
        long start = midnight(day).getEpochSecond() + 43_200;
        return new Day(
                "trino:t",
                day,
                "weir_records,weir_malformed,weir_hours,weir_flow_log,weir_port,weir_ports,interface_id,srcaddr,dstaddr,srcport,dstport,protocol,start,end,action\n"
                        + "1,0,4096,%s,,,%s,10.0.0.1,198.51.100.7,40000,443,6,%d,%d,ACCEPT\n"
                                .formatted(flowLog, networkInterface, start, start + 60));
    }

    private static File named(String flowLog, LocalDate day, String text) {
        return new File(
                "AWSLogs/%s/vpcflowlogs/eu-west-1/%s/%s_vpcflowlogs_eu-west-1_%s_%sT1205Z_%08x.log"
                        .formatted(
                                ACCOUNT,
                                day.toString().replace('-', '/'),
                                ACCOUNT,
                                flowLog,
                                day.toString().replace("-", ""),
                                text.hashCode()),
                text);
    }

    private static FlowEvidence.FlowsRead read(FlowChoice choice, Evidence before, FlowObject... objects) {
        return new FlowReadings(
                        choice, new FlowThreads(choice, FlowContent.andText(List.of(), List.of()), 1, Checkpoint.NONE))
                .of(new Objects(List.of(objects)), new Kept("", before).read(), OperationListener.NONE);
    }

    private static Evidence taken(Evidence before, FlowObject... objects) {
        FlowEvidence.FlowsRead read = read(ALL, before, objects);
        assertThat(read.problems()).isEmpty();
        assertThat(read.isWhole()).isTrue();
        return read.evidence();
    }

    private static Evidence of(FlowObject... objects) {
        return taken(Evidence.empty(), objects);
    }

    private static void refused(Evidence before, FlowObject object, String sentence) {
        FlowEvidence.FlowsRead read = read(ALL, before, object);

        assertThat(read.problems()).singleElement().hasToString(object.name() + ": " + sentence);
        assertThat(read.isWhole()).isFalse();
        assertThat(ProfileCodec.encode(read.evidence())).isEqualTo(ProfileCodec.encode(before));
    }

    @Test
    void asksNoTableForADayThatFilesGave() {
        Evidence files = of(new File("flows.log", noon(DAY)));

        refused(
                files,
                day("trino:t", DAY),
                "was not asked for: the profile holds records of that day from `flows.log`, and what both hold would count"
                        + " twice; help: begin behind that by `--from`, or observe the table into a profile of its own");
        assertThat(taken(files, day("trino:t", DAY.plusDays(1)), day("trino:t", DAY.minusDays(1)))
                        .records())
                .isEqualTo(3);
    }

    @Test
    void readsNoFileThatMayHoldADayOfATable() {
        Evidence table = of(day("trino:t", DAY));

        refused(
                table,
                new File("flows.log", noon(DAY)),
                "was not read: the profile holds 2026-10-20 from `trino:t`, and what both hold would count twice; help:"
                        + " begin behind the days of that table by `--from`, or observe this into a profile of its own");
        assertThat(taken(table, named("fl-1", DAY.plusDays(1), noon(DAY.plusDays(1))))
                        .records())
                .isEqualTo(2);
    }

    @Test
    void readsFilesOfAnyNameBehindTheDaysOfATable() {
        Evidence table = of(day("trino:t", DAY));
        FlowChoice later = new FlowChoice(
                new FlowSelection(Optional.of(midnight(DAY.plusDays(1))), Optional.empty(), Set.of(), Set.of()),
                Set.of());

        FlowEvidence.FlowsRead read = read(
                later, table, new File("flows.log", record(ACCOUNT, "eni-1", DAY, 86_370) + noon(DAY.plusDays(1))));

        assertThat(read.isWhole()).isTrue();
        assertThat(read.evidence().records()).isEqualTo(3);
        assertThat(taken(read.evidence(), day("trino:t", DAY.minusDays(1))).records())
                .as("a file known by when what was taken of it began")
                .isEqualTo(4);
    }

    @Test
    void asksNoTableForADayThatAnotherTableGave() {
        Evidence table = of(day("trino:t", DAY));

        assertThat(read(ALL, table, day("athena:t", DAY)).problems())
                .singleElement()
                .asString()
                .contains("from `trino:t 2026-10-20`");
    }

    @Test
    void asksATableForItsOtherDaysInAnyOrder() {
        Evidence later =
                of(new Day("trino:t", DAY.plusDays(1), record(ACCOUNT, "eni-1", DAY, 86_370) + noon(DAY.plusDays(1))));

        assertThat(taken(later, day("trino:t", DAY), day("trino:t", DAY.plusDays(2)))
                        .records())
                .isEqualTo(4);
    }

    @Test
    void takesWhatAnotherFlowLogOrAccountOrInterfaceGave() {
        Evidence table = of(dayOf("fl-1", "eni-1", DAY));

        assertThat(taken(table, named("fl-2", DAY, noon(DAY))).records()).isEqualTo(2);
        refusedWhile(ALL, table, named("fl-1", DAY, noon(DAY)));
        refusedWhile(ALL, table, new File("flows.log", noon(DAY)));

        Evidence others = of(new Day("trino:t", DAY, record(OTHER, "eni-2", DAY, 0)));
        FlowChoice own = new FlowChoice(
                new FlowSelection(Optional.empty(), Optional.empty(), Set.of(ACCOUNT), Set.of()), Set.of());
        FlowChoice one = new FlowChoice(FlowSelection.ALL, Set.of("eni-1"));
        File file = new File("flows.log", noon(DAY));
        assertThat(read(own, others, file).isWhole()).isTrue();
        assertThat(read(one, others, file).isWhole()).isTrue();
        assertThat(read(own, of(named("fl-1", DAY, record(OTHER, "eni-2", DAY, 0))), day("trino:t", DAY))
                        .isWhole())
                .isTrue();
        refusedWhile(ALL, others, file);
    }

    private static void refusedWhile(FlowChoice choice, Evidence before, FlowObject object) {
        assertThat(read(choice, before, object).problems())
                .singleElement()
                .asString()
                .contains("would count twice");
    }

    private static Evidence merged(Evidence one, Evidence other) {
        return new FlowEvidence(
                        List.of(new Kept("one.profile", one), new Kept("other.profile", other)),
                        new Objects(List.of()),
                        List.of(),
                        FlowSelection.ALL,
                        1)
                .before();
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergesNoProfilesThatHoldADayOfAnInterfaceTwice(boolean tableFirst) {
        Evidence table = of(day("trino:t", DAY), new Day("trino:t", DAY.minusDays(1), noon(DAY.minusDays(1))));
        Evidence files = of(new File("flows.log", noon(DAY)));

        assertThatThrownBy(() -> merged(tableFirst ? table : files, tableFirst ? files : table))
                .isInstanceOf(FailureException.class)
                .hasMessage(
                        "`other.profile` cannot be added: `eni-1` has records of 2026-10-20 in both, from `trino:t` and"
                                + " from `flows.log`, and would count twice; help: observe one of them again by `--from` and"
                                + " `--to`, so that no day is in both");
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void mergesWhatNoTwoHold(boolean tableFirst) {
        Evidence table = of(dayOf("fl-1", "eni-1", DAY));
        Evidence next =
                of(new Day("trino:t", DAY.plusDays(1), record(ACCOUNT, "eni-1", DAY, 86_370) + noon(DAY.plusDays(1))));
        Evidence other = of(named("fl-2", DAY, record(ACCOUNT, "eni-2", DAY, 43_200)));

        assertThat(merged(table, next).records()).isEqualTo(3);
        Evidence both = merged(tableFirst ? table : other, tableFirst ? other : table);
        assertThat(both.records()).isEqualTo(2);
        assertThat(taken(both, named("fl-2", DAY, record(ACCOUNT, "eni-2", DAY, 43_260)))
                        .records())
                .as("files of that day go on coming")
                .isEqualTo(3);
        assertThat(merged(both, table).records())
                .as("one holds all of the other")
                .isEqualTo(2);
    }
}
