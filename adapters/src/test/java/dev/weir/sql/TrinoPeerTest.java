package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceText;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.parquet.FlowParquet;
import dev.weir.trino.TrinoAddress;
import dev.weir.trino.TrinoEngine;
import dev.weir.world.FlowLog;
import dev.weir.world.LogFile;
import dev.weir.world.WorldMaker;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInfo;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * The statement on a real Trino, over the files that are read beside it; {@code bench/trino.sh} starts one and runs this.
 *
 * <p>{@code weir.trino} is its address, and {@code weir.trino.files} the folder that its catalogs {@code hive} and {@code iceberg}
 * call {@code local:///}.
 */
@Tag("trino")
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
            List<String> row = rows.next();
            while (!row.isEmpty()) {
                row = rows.next();
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

    /** What AWS writes as Parquet: the types of its page on records in Parquet format, by the engine's own writer. */
    private void parquet(String table, List<TableColumn> columns, String partitions, String source) throws SqlFailure {
        run("CREATE TABLE hive.flows." + table + " WITH (format = 'PARQUET', partitioned_by = ARRAY[" + partitions
                + "]) AS SELECT " + columns.stream().map(TableColumn::quoted).collect(Collectors.joining(", ")) + ", "
                + source);
    }

    private static List<FlowObject> parquetFiles(Path folder) throws IOException {
        try (Stream<Path> files = Files.walk(folder)) {
            List<Path> written = files.filter(Files::isRegularFile)
                    .filter(file -> !file.getFileName().toString().startsWith("."))
                    .toList();
            return new FlowFiles(written, FlowSelection.ALL).list().objects();
        }
    }

    private static Evidence readParquet(Path folder) throws IOException {
        FlowPass.PassResult<ProfileBuilder> pass = new FlowPass(
                        FlowContent.andText(List.of(new FlowParquet()), List.of()), 1)
                .over(parquetFiles(folder), ProfileBuilder::new, reading -> {});
        assertThat(pass.readings()).isNotEmpty().allMatch(FlowReading::complete, "complete");
        return pass.sinks().get(0).evidence();
    }

    /** Text and its Parquet, by folders of year, month and day as AWS's Hive-compatible prefixes have them. */
    @Test
    void makesTheProfileOfParquetInFoldersOfDays() throws IOException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60);
        List<TableColumn> columns = DuckDbTable.declared(flowLog.fields());
        List<LogFile> files = packed(List.of(new StrangeLines(5).file(flowLog, 2_000)));
        Comparison.write(folder, files);
        ofText(columns, files);

        parquet(
                name + "p",
                columns,
                "'year', 'month', 'day'",
                "date_format(\"date\", '%Y') AS year, date_format(\"date\", '%m') AS month, date_format(\"date\", '%d') AS day FROM hive.flows."
                        + name);
        TrinoEngine table = new TrinoEngine(address, List.of("hive", "flows", name + "p"));

        Evidence read =
                readParquet(folder.resolveSibling("metastore").resolve("flows").resolve(name + "p"));
        Comparison.same(Comparison.ask(table, files), read, "Parquet");
        assertThat(read.records()).isGreaterThan(2_000);
    }

    /** AWS's statement for projected partitions. */
    @Test
    void readsTheDaysOfAProjection() throws IOException {
        FlowLog flowLog = FlowLog.version5("fl-0a1", 60);
        List<TableColumn> columns = DuckDbTable.declared(flowLog.fields());
        List<LogFile> files = packed(List.of(new StrangeLines(6).file(flowLog, 1_000)));
        Comparison.write(folder, files);
        run("CREATE TABLE hive.flows." + name + " (" + columns(columns)
                + ", accid varchar WITH (partition_projection_type = 'enum', partition_projection_values = ARRAY['111122223333'])"
                + ", \"day\" varchar WITH (partition_projection_type = 'date', partition_projection_format = 'yyyy/MM/dd',"
                + " partition_projection_range = ARRAY['2026/01/01', 'NOW']))"
                + " WITH (format = 'TEXTFILE', textfile_field_separator = ' ', skip_header_line_count = 1,"
                + " partitioned_by = ARRAY['accid', 'day'], partition_projection_enabled = true,"
                + " partition_projection_location_template = 'local:///" + name
                + "/AWSLogs/${accid}/vpcflowlogs/eu-west-1/${day}', external_location = 'local:///" + name
                + "/AWSLogs')");
        TrinoEngine table = new TrinoEngine(address, List.of("hive", "flows", name));

        assertThat(table.table().properties()).containsEntry("projection.day.format", "yyyy/MM/dd");
        Comparison.same(Comparison.ask(table, files), Comparison.read(files), "projected");
    }

    /** Iceberg with instants instead of seconds, and no partition that tells a day: as CloudWatch Logs may keep them. */
    @ParameterizedTest
    @ValueSource(strings = {"timestamp(6)", "timestamp(6) with time zone"})
    void readsInstantsOfIceberg(String type) throws IOException {
        run("CREATE SCHEMA IF NOT EXISTS iceberg.logs");
        FlowLog flowLog = FlowLog.version5("", 60);
        List<TableColumn> columns = DuckDbTable.declared(flowLog.fields());
        List<LogFile> files =
                packed(WorldMaker.of(7, 30, 12).watchedBy(flowLog).make().files());
        Comparison.write(folder, files);
        ofText(columns, files);
        String values = columns.stream()
                .map(column -> column.name().equals("start") || column.name().equals("end")
                        ? "CAST(from_unixtime(" + column.quoted() + ", 'UTC') AS " + type + ") AS " + column.quoted()
                        : column.quoted())
                .collect(Collectors.joining(", "));
        run("CREATE TABLE iceberg.logs." + name + " AS SELECT " + values + " FROM hive.flows." + name);
        TrinoEngine table = new TrinoEngine(address, List.of("iceberg", "logs", name));

        Comparison.same(Comparison.ask(table, files), Comparison.read(files), type);
    }

    /** NODATA, SKIPDATA and {@code -} are the same; a number that is none is NULL; two blanks part a column without a value. */
    @Test
    void readsSomeLinesOtherwiseThanWeir() throws IOException {
        FlowLog flowLog = FlowLog.version2("fl-2", 60);
        String record =
                "2 111122223333 eni-0a1 10.0.0.5 198.51.100.7 40001 443 6 10 1000 1792497600 1792497660 ACCEPT OK";
        List<String> same = List.of(
                record,
                "2 111122223333 eni-0a1 - - - - - - - 1792497600 1792497660 - NODATA",
                "2 111122223333 eni-0a1 - - - - - - - 1792497600 1792497660 - SKIPDATA",
                "2 111122223333 - 10.0.0.5 198.51.100.7 40001 443 6 10 1000 1792497600 1792497660 ACCEPT OK",
                record.replace(" 443 ", " - "));
        String key =
                "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/20/111122223333_vpcflowlogs_eu-west-1_fl-2_20261020T1205Z_a1.log.gz";
        String header = String.join(" ", flowLog.fields());
        List<LogFile> sound = List.of(new LogFile(key, flowLog, same, header));
        List<String> others = new ArrayList<>(same);
        others.add(record.replace(" 443 ", "  443 "));
        others.add(record.replace(" 443 ", " https "));
        others.add(record.replace(" 443 ", " 70000 "));
        others.add(record.replace(" 1000 ", " 9999999999999999999 "));
        List<LogFile> strange = List.of(new LogFile(key, flowLog, others, header));

        Comparison.write(folder, sound);
        TrinoEngine table = ofText(DuckDbTable.declared(flowLog.fields()), sound);
        Comparison.same(Comparison.ask(table, sound), Comparison.read(sound), "the same");
        Comparison.write(folder, strange);
        FlowPass.PassResult<ProfileBuilder> asked = Comparison.asked(table, strange);

        assertThat(asked.readings()).singleElement().satisfies(reading -> {
            assertThat(reading.records())
                    .as("`https` and too many bytes are NULL")
                    .isEqualTo(7);
            assertThat(reading.malformed())
                    .as("port 70000; and the line with two blanks, whose start is taken for its action")
                    .isEqualTo(2);
        });
    }

    /** Weir parts lines on runs of blanks. Where the NULL between two is of no needed field, the shift shows in nothing. */
    @Test
    void takesOnePortForAnotherBehindTwoBlanks() throws IOException {
        FlowLog flowLog = FlowLog.version2("fl-2", 60)
                .inOrder(List.of(
                        "interface-id",
                        "action",
                        "start",
                        "end",
                        "srcaddr",
                        "dstaddr",
                        "protocol",
                        "packets",
                        "srcport",
                        "dstport"));
        String line = "eni-0a1 ACCEPT 1792497600 1792497660 10.0.0.5 198.51.100.7 6  10 40001 443";
        String key =
                "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/20/111122223333_vpcflowlogs_eu-west-1_fl-2_20261020T1205Z_a1.log.gz";
        List<LogFile> files = List.of(new LogFile(key, flowLog, List.of(line), String.join(" ", flowLog.fields())));
        Comparison.write(folder, files);

        List<String> asked =
                EvidenceText.of(Comparison.ask(ofText(DuckDbTable.declared(flowLog.fields()), files), files));

        assertThat(asked).noneMatch(said -> said.contains(" port 443 ")).anyMatch(said -> said.contains(" port 10 "));
        assertThat(EvidenceText.of(Comparison.read(files))).anyMatch(said -> said.contains(" port 443 "));
    }
}
