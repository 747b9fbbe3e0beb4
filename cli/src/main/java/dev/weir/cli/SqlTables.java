package dev.weir.cli;

import dev.weir.aws.AthenaEngine;
import dev.weir.aws.AwsOptions;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FailureException;
import dev.weir.operation.FlowEvidence;
import dev.weir.report.text.Printable;
import dev.weir.sql.DayStatement;
import dev.weir.sql.FlowTable;
import dev.weir.sql.SqlEngine;
import dev.weir.sql.SqlFlows;
import dev.weir.sql.TableColumn;
import dev.weir.trino.TrinoAddress;
import dev.weir.trino.TrinoEngine;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Flow logs that an engine of SQL reads: a table, as the command line names it, and the days that are asked of it. */
record SqlTables(Arguments arguments, ProcessContext surroundings) {

    private static final Grammar.Option ATHENA = Grammar.Option.once(
            "--athena",
            "TABLE",
            "Have Athena read the days of this table, whole days alone: [[catalog.]database.]table; a name with dots in double quotes.");
    private static final Grammar.Option WORKGROUP = Grammar.Option.once(
            "--workgroup", "NAME", "With --athena: the workgroup that queries run in. Default: primary.");
    private static final Grammar.Option OUTPUT = Grammar.Option.once(
            "--output-location",
            "S3",
            "With --athena: where results go, s3://bucket/prefix/. Default: as the workgroup says.");
    private static final Grammar.Option TRINO = Grammar.Option.once(
            "--trino",
            "URL",
            "Have Trino read the days of --table, whole days alone: the address of a coordinator, such as https://trino.example.com.");
    private static final Grammar.Option TABLE = Grammar.Option.once(
            "--table",
            "TABLE",
            "With --trino: the table of flow logs, as catalog.schema.table; a name with dots in double quotes.");
    private static final Grammar.Option USER = Grammar.Option.once(
            "--trino-user",
            "NAME",
            "With --trino: whose statements they are. Default: your user name. A token is taken from WEIR_TRINO_TOKEN, a password from WEIR_TRINO_PASSWORD.");
    private static final Grammar.Option PRINT = Grammar.Option.flag(
            "--print-sql",
            "Print the statement of each day and send nothing: for the columns of --log-format, else AWS's own of version 5. What it answers, saved as CSV, is read as FLOWS.");
    private static final Grammar.Option PARTITIONS = Grammar.Option.once(
            "--partitions",
            "COLUMNS",
            "With --print-sql: the table's partition columns, as its DDL has them: 'year string, month string, day string'. Default: date date.");

    static final List<Grammar.Option> OPTIONS =
            List.of(ATHENA, WORKGROUP, OUTPUT, TRINO, TABLE, USER, PRINT, PARTITIONS);

    /** The catalog and the database that Athena takes where none is named. */
    private static final List<String> ATHENAS = List.of("AwsDataCatalog", "default");

    /** What AWS's own statement for Athena declares. */
    private static final String PARTITIONED = "date date";

    private static final Pattern PART = Pattern.compile("\"((?:[^\"]|\"\")+)\"|([^\".]+)");
    private static final Pattern COLUMN = Pattern.compile("[`\"]?([A-Za-z_][A-Za-z0-9_-]*)[`\"]?\\s+([A-Za-z]+)");

    /** Flow logs are delivered within minutes; after this nothing comes any more. */
    private static final Duration LATE = Duration.ofHours(1);

    private static final int LONGEST_DAYS = 3_660;

    /**
     * The table that the command line names, if it names one.
     *
     * @throws UsageException if options do not fit together
     */
    static Optional<SqlTables> of(Arguments arguments, ProcessContext surroundings) {
        boolean athena = arguments.has(ATHENA);
        boolean trino = arguments.has(TRINO);
        if (athena && trino) {
            throw new UsageException("`--athena` and `--trino` exclude each other");
        }
        if (!athena) {
            arguments.refuse(List.of(WORKGROUP, OUTPUT), "needs `--athena TABLE`");
        }
        if (!trino) {
            arguments.refuse(List.of(TABLE, USER), "needs `--trino URL`");
        }
        if (!athena && !trino) {
            arguments.refuse(List.of(PRINT, PARTITIONS), "needs `--athena TABLE` or `--trino URL`");
            return Optional.empty();
        }
        if (trino && !arguments.has(TABLE)) {
            throw new UsageException("`--trino` needs `--table catalog.schema.table`");
        }
        if (arguments.has(PARTITIONS) && !arguments.has(PRINT)) {
            throw new UsageException("`--partitions` needs `--print-sql`; else the engine is asked for them");
        }
        for (String word : arguments.words()) {
            if (!Flows.isProfile(word)) {
                throw new UsageException("`" + word
                        + "` cannot be read beside a table: what both hold would count twice; help: observe it into a"
                        + " profile of its own");
            }
        }
        return Optional.of(new SqlTables(arguments, surroundings));
    }

    boolean isPrinted() {
        return arguments.has(PRINT);
    }

    /** The statements for these days, and nothing else; without days, for the last one that is over. */
    String printed(FlowSelection selection, Optional<FlowLogFormat> format) {
        FlowTable table =
                new FlowTable(path(), declared(format.orElse(FlowLogFormat.WANTED)), partitions(), Map.of(), true);
        Days days = selection.from().isPresent() ? days(selection) : new Days(settled(), settled());
        FlowSelection whole = days.of(selection);
        List<String> statements = new ArrayList<>();
        for (LocalDate day = days.first; !day.isAfter(days.last); day = day.plusDays(1)) {
            statements.add("-- what ended on " + day + ", UTC\n"
                    + DayStatement.of(table, day, whole).sql());
        }
        return String.join(";\n", statements);
    }

    private static List<TableColumn> declared(FlowLogFormat format) {
        return format.columns().stream()
                .map(column -> new TableColumn(column.replace('-', '_'), isNumber(column) ? "bigint" : "varchar"))
                .toList();
    }

    private static boolean isNumber(String column) {
        return FlowField.named(column)
                .filter(field -> field.kind() == FlowField.Kind.NUMBER)
                .isPresent();
    }

    private List<TableColumn> partitions() {
        List<TableColumn> columns = new ArrayList<>();
        for (String text : arguments.one(PARTITIONS).orElse(PARTITIONED).split(",")) {
            Matcher column = COLUMN.matcher(text.strip());
            if (!column.matches()) {
                throw new UsageException("`--partitions`: expected names and types such as `year string, month string,"
                        + " day string`, found `" + text.strip() + "`");
            }
            columns.add(new TableColumn(column.group(1), column.group(2)));
        }
        return columns;
    }

    private boolean isAthena() {
        return arguments.has(ATHENA);
    }

    private List<String> path() {
        Grammar.Option option = isAthena() ? ATHENA : TABLE;
        String text = arguments.one(option).orElse("");
        List<String> parts = new ArrayList<>();
        Matcher part = PART.matcher(text);
        int at = 0;
        while (part.find() && part.start() == at) {
            parts.add(part.group(1) == null ? part.group(2) : part.group(1).replace("\"\"", "\""));
            at = part.end() + 1;
        }
        boolean whole = at == text.length() + 1 && text.indexOf('\n') < 0;
        int least = isAthena() ? 1 : ATHENAS.size() + 1;
        if (!whole || parts.size() < least || parts.size() > ATHENAS.size() + 1) {
            throw new UsageException("`" + option.name() + "`: expected "
                    + (isAthena() ? "[[catalog.]database.]table" : "catalog.schema.table") + ", found `"
                    + text + "`");
        }
        parts.addAll(0, ATHENAS.subList(0, ATHENAS.size() + 1 - parts.size()));
        return parts;
    }

    /** Evidence that the engine's answers make, beside what is there already; statements that still run end with this process. */
    Read read(FlowEvidence there) {
        if (there.selection().from().isEmpty()) {
            throw new UsageException("`" + (isAthena() ? ATHENA : TRINO).name()
                    + "` reads day by day: name the first by `--from DAY`, or give `--last 30d`");
        }
        Days days = days(there.selection());
        FlowSelection selection = days.of(there.selection());
        SqlEngine engine = engine();
        ShutdownHook ending = ShutdownHook.of("weir-sql-end", engine::stop);
        SqlFlows flows = new SqlFlows(
                engine,
                days.first,
                days.last,
                selection,
                sentence -> surroundings.say("weir: " + Printable.of(sentence)));
        return new Read(
                new FlowEvidence(there.profiles(), flows, there.contents(), selection, there.threads()),
                engine,
                ending);
    }

    /**
     * Evidence of a table.
     *
     * @param evidence to be read
     * @param engine who answers
     * @param ending what stops it where this process is ended
     */
    record Read(FlowEvidence evidence, SqlEngine engine, ShutdownHook ending) implements AutoCloseable {
        @Override
        public void close() {
            ending.close();
            engine.stop();
        }
    }

    private SqlEngine engine() {
        return isAthena()
                ? InAws.engine(arguments, path(), arguments.one(WORKGROUP).orElse("primary"), arguments.one(OUTPUT))
                : trino();
    }

    /** Apart, so that a command on files loads no class of the AWS room. */
    private static final class InAws {

        static SqlEngine engine(Arguments arguments, List<String> path, String workgroup, Optional<String> output) {
            if (output.filter(where -> !where.matches("s3://[^/ ]+(/.*)?")).isPresent()) {
                throw new UsageException(
                        "`" + OUTPUT.name() + "`: expected s3://bucket/prefix/, found `" + output.get() + "`");
            }
            AwsOptions options = LiveInventory.options(arguments);
            return new AthenaEngine(options, path, workgroup, output);
        }
    }

    private SqlEngine trino() {
        Map<String, String> environment = surroundings.environment();
        String user = arguments
                .one(USER)
                .or(() -> Optional.ofNullable(environment.get("USER")))
                .filter(name -> !name.isEmpty())
                .orElse("weir");
        return Arguments.meant(
                "`--trino`: ",
                () -> new TrinoEngine(
                        TrinoAddress.of(
                                arguments.one(TRINO).orElse(""),
                                user,
                                secret(environment, "WEIR_TRINO_TOKEN"),
                                secret(environment, "WEIR_TRINO_PASSWORD")),
                        path()));
    }

    private static Optional<String> secret(Map<String, String> environment, String name) {
        return Optional.ofNullable(environment.get(name)).map(String::strip).filter(text -> !text.isEmpty());
    }

    /** Days from the first to the last, both whole. */
    private record Days(LocalDate first, LocalDate last) {

        FlowSelection of(FlowSelection selection) {
            return new FlowSelection(
                    Optional.of(begin(first)),
                    Optional.of(begin(last.plusDays(1))),
                    selection.accounts(),
                    selection.regions());
        }
    }

    private static Instant begin(LocalDate day) {
        return day.atStartOfDay(ZoneOffset.UTC).toInstant();
    }

    /** A day that is not over would be taken for the whole of it tomorrow. */
    private Days days(FlowSelection selection) {
        Instant from = selection.from().orElseThrow();
        LocalDate first = LocalDate.ofInstant(from, ZoneOffset.UTC);
        boolean isWhole = arguments.has(Selections.LAST) || from.equals(begin(first));
        Optional<LocalDate> end = selection.to().map(to -> LocalDate.ofInstant(to, ZoneOffset.UTC));
        if (!isWhole || !selection.to().equals(end.map(SqlTables::begin))) {
            throw new UsageException(
                    "a table is read by whole days, UTC: give `--from` and `--to` as days such as 2026-10-23");
        }
        LocalDate settled = settled();
        LocalDate wanted = end.map(day -> day.minusDays(1)).orElse(settled);
        if (wanted.isAfter(settled)) {
            surroundings.say("weir: " + settled.plusDays(1)
                    + " is not over, or its logs still come; days are read up to " + settled);
        }
        LocalDate last = wanted.isAfter(settled) ? settled : wanted;
        if (first.isAfter(last)) {
            throw new FailureException(
                    "no day from " + first + " on is over, so there is none to read; help: start earlier");
        }
        if (first.plusDays(LONGEST_DAYS).isBefore(last)) {
            throw new UsageException("`--from`: expected a day of the last ten years, found " + first);
        }
        return new Days(first, last);
    }

    /** The last day that is over, all of its logs delivered. */
    private LocalDate settled() {
        return LocalDate.ofInstant(surroundings.clock().instant().minus(LATE), ZoneOffset.UTC)
                .minusDays(1);
    }
}
