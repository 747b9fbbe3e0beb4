package dev.weir.trino;

import dev.weir.sql.FlowTable;
import dev.weir.sql.SqlEngine;
import dev.weir.sql.SqlFailure;
import dev.weir.sql.SqlRows;
import dev.weir.sql.TableColumn;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A table in Trino, of whatever connector has it. */
public final class TrinoEngine implements SqlEngine {

    private final TrinoAddress address;
    private final TrinoCalls calls;
    private final List<String> path;
    private final Set<TrinoRows> running = ConcurrentHashMap.newKeySet();
    private final AtomicLong read = new AtomicLong();
    private volatile boolean isStopped;

    /** @param path catalog, schema and name */
    public TrinoEngine(TrinoAddress address, List<String> path) {
        this.address = address;
        this.calls = new TrinoCalls(address);
        this.path = List.copyOf(path);
    }

    @Override
    public String name() {
        return "trino:" + address.host() + "/" + String.join(".", path);
    }

    @Override
    public FlowTable table() throws SqlFailure {
        List<TableColumn> columns = new ArrayList<>();
        List<TableColumn> partitions = new ArrayList<>();
        for (List<String> row : all("DESCRIBE " + FlowTable.quoted(path))) {
            TableColumn column = new TableColumn(row.get(0), row.get(1));
            (row.get(2).contains("partition key") ? partitions : columns).add(column);
        }
        boolean tellsFiles = answers("SELECT \"$path\" FROM " + FlowTable.quoted(path) + " LIMIT 0");
        return new FlowTable(path, columns, partitions, partitions.isEmpty() ? Map.of() : properties(), tellsFiles);
    }

    /** Those of the table's own system table, which connectors without a metastore have not. */
    private Map<String, String> properties() {
        List<String> own = new ArrayList<>(path);
        own.set(own.size() - 1, path.get(path.size() - 1) + "$properties");
        Map<String, String> properties = new HashMap<>();
        try (Running rows = run("SELECT * FROM " + FlowTable.quoted(own))) {
            List<String> row = rows.next();
            for (int column = 0; column < row.size(); column++) {
                properties.put(rows.rows.columns().get(column), row.get(column));
            }
        } catch (SqlFailure none) {
            return Map.of();
        }
        return properties;
    }

    private boolean answers(String statement) {
        try {
            all(statement);
            return true;
        } catch (SqlFailure no) {
            return false;
        }
    }

    private List<List<String>> all(String statement) throws SqlFailure {
        try (Running rows = run(statement)) {
            return rows.rows.all();
        }
    }

    @Override
    public Running run(String statement) throws SqlFailure {
        if (isStopped) {
            throw new SqlFailure("stopped");
        }
        TrinoRows rows = new TrinoRows(calls, calls.post(statement));
        running.add(rows);
        return new Running(rows);
    }

    /** A statement that runs, until it is closed. */
    public final class Running implements SqlRows {

        private final TrinoRows rows;

        private Running(TrinoRows rows) {
            this.rows = rows;
        }

        @Override
        public List<String> next() throws SqlFailure {
            return rows.next();
        }

        @Override
        public void close() {
            if (running.remove(rows)) {
                read.addAndGet(rows.bytes());
            }
            rows.close();
        }
    }

    @Override
    public void stop() {
        isStopped = true;
        running.forEach(TrinoRows::close);
    }

    @Override
    public Optional<String> cost() {
        return read.get() == 0 ? Optional.empty() : Optional.of("Trino read %.1f MB".formatted(read.get() / 1e6));
    }
}
