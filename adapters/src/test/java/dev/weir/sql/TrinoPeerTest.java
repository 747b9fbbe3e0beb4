package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.trino.TrinoAddress;
import dev.weir.trino.TrinoEngine;
import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import dev.weir.world.WorldMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statement on a real Trino, over the files that are read beside it; {@code bench/trino.sh} starts one and runs this.
 *
 * <p>{@code weir.trino} is its address, and {@code weir.trino.files} the folder that its catalogs {@code hive} and {@code iceberg}
 * call {@code local:///}.
 */
@EnabledIfSystemProperty(named = "weir.trino", matches = "http.*")
class TrinoPeerTest {

    private final TrinoAddress address = TrinoAddress.of(
            System.getProperty("weir.trino", "http://127.0.0.1"), "weir", Optional.empty(), Optional.empty());

    private String name = "";
    private Path folder = Path.of("");

    @BeforeEach
    void anew(TestInfo test) throws IOException {
        name = test.getTestMethod().orElseThrow().getName().replaceAll("[^a-z]", "") + System.nanoTime();
        folder = Path.of(System.getProperty("weir.trino.files", "")).resolve(name);
        Files.createDirectories(folder);
        run("CREATE SCHEMA IF NOT EXISTS hive.flows");
    }

    private void run(String statement) throws SqlFailure {
        try (SqlRows rows = new TrinoEngine(address, List.of("hive", "flows", name)).run(statement)) {
            while (!rows.next().isEmpty()) {
                continue;
            }
        }
    }

    private static String columns(List<TableColumn> columns) {
        return columns.stream()
                .map(column -> column.quoted() + " " + column.type().replace("string", "varchar"))
                .collect(Collectors.joining(", "));
    }

    /** As AWS's statement for text has it. */
    private TrinoEngine ofText(List<TableColumn> columns, List<LogFile> files) throws SqlFailure {
        run("CREATE TABLE hive.flows." + name + " (" + columns(columns) + ", \"date\" date) WITH (format = 'TEXTFILE',"
                + " textfile_field_separator = ' ', skip_header_line_count = 1, partitioned_by = ARRAY['date'],"
                + " external_location = 'local:///" + name + "/AWSLogs')");
        for (LocalDate day : Comparison.days(files)) {
            run(
                    "CALL hive.system.register_partition('flows', '%s', ARRAY['date'], ARRAY['%s'], 'local:///%s/AWSLogs/111122223333/vpcflowlogs/eu-west-1/%s')"
                            .formatted(name, day, name, day.toString().replace('-', '/')));
        }
        return new TrinoEngine(address, List.of("hive", "flows", name));
    }

    private static List<LogFile> packed(List<LogFile> files) {
        return files.stream()
                .map(file -> new LogFile(
                        file.key().endsWith(".gz") ? file.key() : file.key() + ".gz",
                        file.flowLog(),
                        file.lines(),
                        file.header()))
                .toList();
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void makesTheProfileOfGzipFiles(long seed) throws IOException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60);
        List<LogFile> files = packed(List.of(new StrangeLines(seed).file(flowLog, 3_000)));
        Comparison.write(folder, files);

        TrinoEngine table = ofText(DuckDbTable.declared(flowLog.fields()), files);

        Comparison.same(Comparison.ask(table, files), Comparison.read(files), "seed " + seed);
    }

    @Test
    void makesTheProfileOfTheDefaultFormat() throws IOException {
        FlowLog flowLog = FlowLog.version2("fl-2", 600);
        List<LogFile> files =
                packed(WorldMaker.of(7, 30, 12).watchedBy(flowLog).make().files());
        Comparison.write(folder, files);

        TrinoEngine table = ofText(DuckDbTable.declared(flowLog.fields()), files);

        Comparison.same(Comparison.ask(table, files), Comparison.read(files), "version 2");
        assertThat(table.cost().orElse("")).matches("Trino read [0-9.]+ MB");
    }
}
