package dev.weir.aws;

import dev.weir.json.JsonObject;
import dev.weir.operation.FailureException;
import dev.weir.sql.FlowTable;
import dev.weir.sql.SqlEngine;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import dev.weir.sql.TableColumn;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * A table that Athena reads, in a workgroup, which says where results go, what a query may scan and who pays.
 *
 * <p>A statement is started, asked for until it has ended, and its rows are read page by page. Starting has a token of its own, so that a
 * call that was tried again starts no second query.
 */
public final class AthenaEngine implements SqlEngine, AutoCloseable {

    /** What a query costs at least, and the unit of its price; one that failed costs nothing (Athena pricing). */
    private static final long LEAST_BILLED = 10L << 20;

    private static final double BILLED_UNIT = 1L << 40;
    private static final double PRICE = 5;

    private static final long FIRST_PAUSE = 200;
    private static final long LONGEST_PAUSE = 5_000;

    private final AwsOptions options;
    private final List<String> path;
    private final String workgroup;
    private final Optional<String> output;
    private final Set<String> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong scanned = new AtomicLong();
    private final AtomicLong billed = new AtomicLong();
    private final AtomicLong queries = new AtomicLong();
    private volatile boolean isStopped;
    private volatile @Nullable AskedAs askedAs;

    /** Where it is called, and as whom. */
    private record AskedAs(AwsSession session, AthenaCalls calls, String account, String region) {}

    /**
     * @param path data catalog, database and name
     * @param output where results go, {@code s3://bucket/prefix/}, if the workgroup does not say
     */
    public AthenaEngine(AwsOptions options, List<String> path, String workgroup, Optional<String> output) {
        this.options = options;
        this.path = List.copyOf(path);
        this.workgroup = workgroup;
        this.output = output;
    }

    /** Asked for once: whose table it is makes it another one. */
    private synchronized AskedAs askedAs() throws SqlFailure {
        AskedAs known = askedAs;
        if (known != null) {
            return known;
        }
        try {
            AwsSession session = AwsSession.open(options);
            String region = options.regions().size() == 1 && !options.allRegions()
                    ? options.regions().get(0)
                    : session.configuredRegion()
                            .filter(AwsOptions::isRegion)
                            .orElseThrow(
                                    () -> new SqlFailure("it is not known in which Region Athena is to be asked; help:"
                                            + " set AWS_REGION, or the region of the profile"));
            String account = session.sts(region).identity().account().orElse("");
            AskedAs found =
                    new AskedAs(session, new AthenaCalls(session.signed(AwsService.ATHENA, region)), account, region);
            askedAs = found;
            return found;
        } catch (NoCredentials nobody) {
            throw new SqlFailure(nobody.sentence(), nobody);
        } catch (SdkException failed) {
            throw new SqlFailure(Failure.of(failed, "sts:GetCallerIdentity").sentence(), failed);
        }
    }

    @Override
    public String name() {
        try {
            AskedAs there = askedAs();
            return "athena:" + there.account() + "/" + there.region() + "/" + String.join(".", path);
        } catch (SqlFailure nobody) {
            throw new FailureException(String.valueOf(nobody.getMessage()), nobody);
        }
    }

    @Override
    public FlowTable table() throws SqlFailure {
        JsonObject answer = askedAs()
                .calls()
                .call(
                        "GetTableMetadata",
                        json -> json.text("CatalogName", path.get(0))
                                .text("DatabaseName", path.get(1))
                                .text("TableName", path.get(2))
                                .text("WorkGroup", workgroup));
        try {
            JsonObject table = answer.object("TableMetadata");
            Map<String, String> properties = new TreeMap<>();
            table.readObject("Parameters")
                    .value()
                    .ifPresent(own -> own.members()
                            .keySet()
                            .forEach(key -> own.readText(key).value().ifPresent(value -> properties.put(key, value))));
            boolean isView = table.readText("TableType")
                    .value()
                    .orElse("")
                    .toUpperCase(Locale.ROOT)
                    .contains("VIEW");
            FlowTable found = new FlowTable(
                    path, columns(table, "Columns"), columns(table, "PartitionKeys"), properties, !isView);
            return found.isIceberg() ? found.withoutFiles() : found;
        } catch (IllegalArgumentException garbled) {
            throw new SqlFailure("Athena: an answer of GetTableMetadata is none: " + garbled.getMessage(), garbled);
        }
    }

    private static List<TableColumn> columns(JsonObject table, String which) {
        List<TableColumn> columns = new ArrayList<>();
        if (table.has(which)) {
            table.objects(which)
                    .forEach(column -> columns.add(new TableColumn(
                            column.text("Name"), column.readText("Type").value().orElse(""))));
        }
        return columns;
    }

    @Override
    public SqlRows run(String statement) throws SqlFailure {
        AthenaCalls calls = askedAs().calls();
        String query = started(calls, statement);
        running.add(query);
        try {
            ended(calls, query);
            running.remove(query);
            return new QueryRows(calls, query);
        } finally {
            if (running.remove(query)) {
                stop(calls, query);
            }
        }
    }

    private String started(AthenaCalls calls, String statement) throws SqlFailure {
        if (isStopped) {
            throw new SqlFailure("stopped");
        }
        JsonObject answer = calls.call("StartQueryExecution", json -> {
            json.text("QueryString", statement)
                    .text("ClientRequestToken", UUID.randomUUID().toString())
                    .text("WorkGroup", workgroup)
                    .name("QueryExecutionContext")
                    .beginObject()
                    .text("Catalog", path.get(0))
                    .text("Database", path.get(1))
                    .endObject();
            output.ifPresent(where -> json.name("ResultConfiguration")
                    .beginObject()
                    .text("OutputLocation", where)
                    .endObject());
        });
        return answer.readText("QueryExecutionId")
                .value()
                .orElseThrow(() -> new SqlFailure("Athena: an answer of StartQueryExecution names no query"));
    }

    /** Waits until it has succeeded. */
    private void ended(AthenaCalls calls, String query) throws SqlFailure {
        for (long pause = FIRST_PAUSE; ; pause = Math.min(LONGEST_PAUSE, pause * 3 / 2)) {
            JsonObject execution = calls.call("GetQueryExecution", json -> json.text("QueryExecutionId", query))
                    .readObject("QueryExecution")
                    .value()
                    .orElse(JsonObject.of(json -> {}));
            JsonObject status = execution.readObject("Status").value().orElse(JsonObject.of(json -> {}));
            String state = status.readText("State").value().orElse("");
            switch (state) {
                case "SUCCEEDED" -> {
                    count(execution);
                    return;
                }
                case "FAILED", "CANCELLED" -> {
                    running.remove(query);
                    if (state.equals("CANCELLED")) {
                        count(execution);
                    }
                    throw new SqlFailure("Athena's query " + query + " "
                            + (state.equals("FAILED") ? "failed" : "was stopped")
                            + status.readText("StateChangeReason")
                                    .value()
                                    .map(why -> ": " + why)
                                    .orElse(""));
                }
                case "QUEUED", "RUNNING" -> pause(pause);
                default -> throw new SqlFailure("Athena: query " + query + " is in no state that is known");
            }
        }
    }

    private void count(JsonObject execution) {
        long bytes = execution
                .readObject("Statistics")
                .value()
                .flatMap(statistics -> statistics.readText("DataScannedInBytes").value())
                .filter(text -> text.matches("[0-9]{1,18}"))
                .map(Long::parseLong)
                .orElse(0L);
        scanned.addAndGet(bytes);
        billed.addAndGet(Math.max(LEAST_BILLED, bytes));
        queries.incrementAndGet();
    }

    private void pause(long millis) throws SqlFailure {
        if (isStopped) {
            throw new SqlFailure("stopped");
        }
        try {
            Thread.sleep(millis);
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
            throw new SqlFailure("interrupted while Athena was reading", interrupted);
        }
    }

    private static void stop(AthenaCalls calls, String query) {
        try {
            calls.call("StopQueryExecution", json -> json.text("QueryExecutionId", query));
        } catch (SqlFailure gone) {
            return; // It ends by itself, and what it scans until then is billed; nothing else can be done.
        }
    }

    @Override
    public void stop() {
        isStopped = true;
        AskedAs there = askedAs;
        if (there != null) {
            running.forEach(query -> {
                if (running.remove(query)) {
                    stop(there.calls(), query);
                }
            });
        }
    }

    @Override
    public Optional<String> cost() {
        return queries.get() == 0
                ? Optional.empty()
                : Optional.of("Athena scanned %.3f GB in %d %s, about %.2f USD at 5 USD a TB, the price of most Regions"
                        .formatted(
                                scanned.get() / 1e9,
                                queries.get(),
                                queries.get() == 1 ? "query" : "queries",
                                billed.get() / BILLED_UNIT * PRICE));
    }

    @Override
    public void close() {
        stop();
        AskedAs there = askedAs;
        if (there != null) {
            there.session().close();
        }
    }
}
