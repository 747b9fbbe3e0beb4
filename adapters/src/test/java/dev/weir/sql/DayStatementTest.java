package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowSelection;
import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import dev.weir.world.WorldMaker;
import java.io.IOException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What the statement answers makes the profile that the files make, byte by byte. */
class DayStatementTest {

    @TempDir
    Path folder = Path.of("");

    private static List<String> some(List<String> fields, SplittableRandom random) {
        List<String> some = new ArrayList<>(fields);
        some.removeIf(field -> !field.equals("interface-id") && random.nextInt(8) == 0);
        return some;
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 5, 8})
    void groupsStrangeRecordsOfAnyFieldsWithoutLosingAny(long seed) throws IOException, SQLException {
        SplittableRandom random = new SplittableRandom(seed);
        FlowLog all = FlowLog.version5("fl-0a1", 60);
        FlowLog flowLog = all.inOrder(seed == 1 ? all.fields() : some(all.fields(), random));
        List<LogFile> files = List.of(new StrangeLines(seed).file(flowLog, 1_500));
        Comparison.write(folder, files);

        try (DuckDbTable table =
                DuckDbTable.ofText(folder.resolve("**/*.log"), DuckDbTable.declared(flowLog.fields()))) {
            Comparison.same(
                    Comparison.ask(table, files), Comparison.read(files), "seed " + seed + ", " + flowLog.fields());
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"2", "5"})
    void groupsTheRecordsOfAWorldWithoutLosingAny(String version) throws IOException, SQLException {
        FlowLog flowLog = switch (version) {
            case "2" -> FlowLog.version2("fl-2", 600);
            case "3" -> FlowLog.version3("fl-3", 60);
            default -> FlowLog.version5("fl-5", 60).losing(50);
        };
        List<LogFile> files = WorldMaker.of(7, 30, 12).watchedBy(flowLog).make().files();
        Comparison.write(folder, files);

        try (DuckDbTable table =
                DuckDbTable.ofText(folder.resolve("**/*.log*"), DuckDbTable.declared(flowLog.fields()))) {
            Comparison.same(Comparison.ask(table, files), Comparison.read(files), version);
            assertThat(table.statements()).hasSize(Comparison.days(files).size());
        }
    }

    @Test
    void readsColumnsOfOtherSpellingsThatAreAllText() throws IOException, SQLException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60);
        List<LogFile> files = List.of(new StrangeLines(11).file(flowLog, 1_000));
        Comparison.write(folder, files);
        List<TableColumn> columns = flowLog.fields().stream()
                .map(field -> new TableColumn(
                        field.length() % 2 == 0 ? field.toUpperCase(Locale.ROOT) : "_" + field + "\"", "varchar"))
                .toList();

        try (DuckDbTable table = DuckDbTable.ofText(folder.resolve("**/*.log"), columns)) {
            Comparison.same(Comparison.ask(table, files), Comparison.read(files), columns.toString());
        }
    }

    @ParameterizedTest
    @ValueSource(booleans = {true, false})
    void readsEventsOfOcsfAsTheirRecords(boolean ofGlue) throws IOException, SQLException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60)
                .inOrder(List.of(
                        "account-id",
                        "interface-id",
                        "srcaddr",
                        "dstaddr",
                        "srcport",
                        "dstport",
                        "protocol",
                        "packets",
                        "bytes",
                        "start",
                        "end",
                        "action",
                        "log-status",
                        "tcp-flags",
                        "flow-direction",
                        "pkt-srcaddr",
                        "pkt-dstaddr",
                        "pkt-src-aws-service",
                        "pkt-dst-aws-service",
                        "region"));
        List<LogFile> files = WorldMaker.of(7, 30, 12).watchedBy(flowLog).make().files();
        Comparison.write(folder, files);

        try (DuckDbTable table = DuckDbTable.ofText(folder.resolve("**/*.log*"), DuckDbTable.declared(flowLog.fields()))
                .asOcsf(ofGlue)) {
            Comparison.same(Comparison.ask(table, files), Comparison.read(files), "OCSF");
        }
    }

    @Test
    void takesTheRecordsThatReadingFilesWouldTake() throws IOException, SQLException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60);
        List<LogFile> files = List.of(new StrangeLines(9).file(flowLog, 1_000));
        Comparison.write(folder, files);
        FlowSelection selection = new FlowSelection(
                Optional.of(Instant.parse("2026-10-20T00:00:00Z")),
                Optional.of(Instant.parse("2026-10-21T00:00:00Z")),
                Set.of("111122223333"),
                Set.of("eu-west-1"));

        try (DuckDbTable table =
                DuckDbTable.ofText(folder.resolve("**/*.log"), DuckDbTable.declared(flowLog.fields()))) {
            Evidence asked = Comparison.pass(
                    new SqlFlows(
                                    table,
                                    LocalDate.parse("2026-10-20"),
                                    LocalDate.parse("2026-10-20"),
                                    selection,
                                    any -> {})
                            .list()
                            .objects(),
                    selection);
            Evidence read = Comparison.pass(
                    new FlowFiles(List.of(folder), selection).list().objects(), selection);
            Comparison.same(asked, read, "selected");
            assertThat(read.records()).isBetween(100L, 900L);
        }
    }
}
