package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowGroups;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import dev.weir.operation.FlowChoice;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.FlowReadings;
import dev.weir.operation.FlowThreads;
import dev.weir.operation.OperationListener;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** Days as objects: which are asked for, and what is kept where an engine fails. */
class SqlFlowsTest {

    private static final LocalDate FIRST = LocalDate.parse("2026-10-20");
    private static final FlowChoice ALL = new FlowChoice(FlowSelection.ALL, Set.of());

    /** An engine that has some rows for some days. */
    private static final class Scripted implements SqlEngine {

        private final Map<LocalDate, List<List<String>>> rows = new HashMap<>();
        private final List<LocalDate> asked = new ArrayList<>();
        private List<TableColumn> partitions = List.of(new TableColumn("date", "date"));
        private Map<String, String> properties = Map.of();
        private int failsBehind = Integer.MAX_VALUE;
        private List<TableColumn> columns = FlowLogFormat.DEFAULT.columns().stream()
                .map(name -> new TableColumn(name.replace('-', '_'), "varchar"))
                .toList();

        @Override
        public String name() {
            return "scripted:flows";
        }

        @Override
        public FlowTable table() {
            return new FlowTable(List.of("flows"), columns, partitions, properties, true);
        }

        @Override
        public SqlRows run(String statement) {
            LocalDate day = LocalDate.parse(statement.replaceAll("(?s).*\"date\" = DATE '(.{10})'.*", "$1"));
            asked.add(day);
            List<List<String>> here = rows.getOrDefault(day, List.of());
            return new SqlRows() {
                private int at;

                @Override
                public List<String> next() throws SqlFailure {
                    if (at == failsBehind) {
                        throw new SqlFailure("a node died");
                    }
                    return at == here.size() ? List.of() : here.get(at++);
                }

                @Override
                public void close() {}
            };
        }

        @Override
        public void stop() {}

        @Override
        public Optional<String> cost() {
            return Optional.empty();
        }

        /** Rows of so many records each, one conversation a row. */
        private void has(int day, int count, String records) {
            List<List<String>> all = new ArrayList<>();
            long start = FIRST.plusDays(day).atStartOfDay(ZoneOffset.UTC).toEpochSecond();
            for (int row = 0; row < count; row++) {
                List<String> cells = new ArrayList<>(List.of(records, "0", "1", "fl-1", "srcport", "40000 40001"));
                cells.addAll(
                        List.of("eni-1", "10.0.0.1", "198.51." + row / 256 + "." + row % 256, "40000", "443", "6"));
                cells.addAll(List.of(
                        "10", "900", Long.toString(start), Long.toString(start + 60), "ACCEPT", "OK", "111122223333"));
                all.add(cells);
            }
            rows.put(FIRST.plusDays(day), all);
        }
    }

    private final Scripted engine = new Scripted();

    private FlowEvidence.FlowsRead read(Evidence before, int days) {
        SqlFlows flows = new SqlFlows(engine, FIRST, FIRST.plusDays(days - 1), FlowSelection.ALL, any -> {});
        return new FlowReadings(
                        ALL, new FlowThreads(ALL, FlowContent.andText(List.of(), List.of()), 2, Checkpoint.NONE))
                .of(flows, before, OperationListener.NONE);
    }

    @Test
    void countsWhatARowStandsFor() {
        engine.has(0, 2, "7000000000");

        FlowEvidence.FlowsRead read = read(Evidence.empty(), 1);

        assertThat(read.isWhole()).isTrue();
        assertThat(read.evidence().records()).isEqualTo(14_000_000_000L);
        assertThat(read.readings()).singleElement().satisfies(one -> {
            assertThat(one.object()).isEqualTo("scripted:flows 2026-10-20");
            assertThat(one.records()).isEqualTo(14_000_000_000L);
        });
    }

    @Test
    void asksOfTomorrowOnlyForTheNewDay() {
        engine.has(0, 3, "2");
        Evidence today = read(Evidence.empty(), 1).evidence();
        engine.has(1, 4, "1");
        engine.asked.clear();

        FlowEvidence.FlowsRead read = read(today, 2);

        assertThat(engine.asked).containsExactly(FIRST.plusDays(1));
        assertThat(read.known()).containsExactly("scripted:flows 2026-10-20");
        assertThat(ProfileCodec.encode(read.evidence()))
                .isEqualTo(ProfileCodec.encode(read(Evidence.empty(), 2).evidence()));
    }

    @Test
    void asksAgainForADayWithoutARecord() {
        engine.has(0, 3, "2");
        FlowEvidence.FlowsRead read = read(Evidence.empty(), 2);

        assertThat(read.isWhole()).isFalse();
        assertThat(read.evidence().inputs()).hasSize(1);
        assertThat(read.readings().get(1).problem().orElse("")).startsWith("has no record; help:");
        engine.asked.clear();
        engine.has(1, 1, "1");
        assertThat(read(read.evidence(), 2).isWhole()).isTrue();
        assertThat(engine.asked).containsExactly(FIRST.plusDays(1));
    }

    @Test
    void keepsTheOtherDaysWhereOneFailsBeforeItsFirstRow() {
        engine.has(0, 3, "2");
        engine.failsBehind = 0;

        FlowEvidence.FlowsRead read = read(Evidence.empty(), 1);

        assertThat(read.readings().get(0).problem()).contains("a node died");
        assertThat(read.evidence().inputs()).isEmpty();
    }

    @Test
    void takesNoHalfOfADay() {
        engine.has(0, 2_000, "1");
        engine.failsBehind = 1_500;

        assertThatThrownBy(() -> read(Evidence.empty(), 1))
                .isInstanceOf(FailureException.class)
                .hasMessage("the answer broke off in the middle: a node died; help: run it again");
    }

    @Test
    void saysBeforehandThatNoPartitionTellsADay() {
        List<String> said = new ArrayList<>();
        SqlFlows flows = new SqlFlows(engine, FIRST, FIRST, FlowSelection.ALL, said::add);

        flows.list();
        assertThat(said).isEmpty();
        engine.partitions = List.of(new TableColumn("region", "varchar"));
        flows.list();
        assertThat(said)
                .singleElement()
                .asString()
                .startsWith("no partition of `scripted:flows` tells a day, so the statement of each day may read all");
        engine.properties = Map.of("table_type", "ICEBERG");
        flows.list();
        assertThat(said).hasSize(1);
        assertThat(engine.asked).isEmpty();
    }

    @Test
    void namesATableOfSomethingElse() {
        engine.columns = List.of(new TableColumn("dstaddr", "varchar"), new TableColumn("host", "varchar"));

        assertThatThrownBy(() -> read(Evidence.empty(), 1))
                .isInstanceOf(FailureException.class)
                .hasMessageContaining("has no column for the interface of a flow log, found dstaddr, host");
    }

    @Test
    void readsASavedAnswerAsAFile() {
        assertThat(new FlowGroups()
                        .recognises("\"weir_records\",\"weir_malformed\"".getBytes(StandardCharsets.US_ASCII)))
                .isTrue();
        assertThat(new FlowGroups().recognises("weir_records_2,".getBytes(StandardCharsets.US_ASCII)))
                .isFalse();
    }
}
