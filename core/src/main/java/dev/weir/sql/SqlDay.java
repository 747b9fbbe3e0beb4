package dev.weir.sql;

import dev.weir.evidence.TableDay;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.io.IOException;
import java.io.InputStream;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * A day of a table, as an object of flow records: opening it runs its statement.
 *
 * <p>It is known again by its name: a day that is over does not change. One of which nothing was read has no digest, so that it is
 * asked for again.
 */
final class SqlDay implements FlowObject {

    private final SqlEngine engine;
    private final TableDay of;
    private final DayStatement statement;
    /** Whether it was tried in vain. */
    private volatile boolean isMissing;

    SqlDay(SqlEngine engine, LocalDate day, DayStatement statement) {
        this.engine = engine;
        this.of = new TableDay(engine.name(), day);
        this.statement = statement;
    }

    @Override
    public String name() {
        return of.name();
    }

    @Override
    public long size() {
        return 0;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        isMissing = true;
        SqlRows rows = engine.run(statement.sql());
        InputStream text = new RowText(statement.columns(), rows, () -> isMissing = false);
        text.skipNBytes(offset);
        return text;
    }

    @Override
    public String digest() throws IOException {
        if (isMissing) {
            throw new SqlFailure("nothing of it was read");
        }
        return of.digest();
    }

    @Override
    public boolean isWrittenOnce() {
        return true;
    }

    @Override
    public FlowKey key() {
        return FlowKey.between(
                of.day().atStartOfDay(ZoneOffset.UTC).toInstant(),
                of.day().plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }
}
