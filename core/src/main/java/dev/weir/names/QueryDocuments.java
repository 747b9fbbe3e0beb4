package dev.weir.names;

import dev.weir.flow.MalformedLine;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** Finds the queries in JSON of any shape that AWS gives them in, and counts what is none. */
final class QueryDocuments {

    /** What holds records one by one, in answers of the AWS CLI and what subscriptions deliver. */
    private static final Set<String> ARRAYS = Set.of("events", "logEvents", "results", "Records", "records");

    private static final Set<String> MESSAGES = Set.of("message", "@message");
    private static final String CONTROL = "CWL CONTROL MESSAGE";
    private static final int SAMPLES = 3;

    private final Consumer<Query> sink;
    private long queries;
    private long malformed;
    private final List<MalformedLine> samples = new ArrayList<>();
    private Optional<String> other = Optional.empty();
    private Optional<String> foreign = Optional.empty();
    private boolean seen;
    private boolean events;
    private boolean more;
    /** The line of the document that is being read, where it is one of many documents. */
    private long line;

    QueryDocuments(Consumer<Query> sink) {
        this.sink = sink;
    }

    /** How many queries were handed on. */
    long queries() {
        return queries;
    }

    long malformed() {
        return malformed;
    }

    List<MalformedLine> samples() {
        return samples;
    }

    /** What else was met that is well-formed. */
    Optional<String> other() {
        return other;
    }

    /** What it is instead, where nothing was met that only Resolver logs have. */
    String instead() {
        return other.or(() -> foreign).orElse("JSON that is no Resolver query log");
    }

    /** Whether anything was met that only Resolver logs have. */
    boolean isQueryLog() {
        return seen;
    }

    /** Why not all that was asked for is there. */
    Optional<String> cut() {
        return more && events
                ? Optional.of("holds a `nextToken`, so more log events exist that were not saved;"
                        + " help: run `aws logs filter-log-events` without --max-items")
                : Optional.empty();
    }

    /** Reads all documents of a stream; the answer is why not to the end. */
    Optional<String> read(InputStream in) {
        try (JsonReader json = JsonReader.ofOthers(in)) {
            while (json.next()) {
                value(json);
            }
            return Optional.empty();
        } catch (BrokenJson broken) {
            if (seen || events) {
                return Optional.of(broken.getMessage() + ", in line " + broken.line());
            }
            other = other.or(() -> Optional.of("what is no JSON"));
            return Optional.empty();
        } catch (UncheckedIOException failed) {
            return Optional.of(Optional.ofNullable(failed.getCause())
                    .map(Throwable::getMessage)
                    .orElse("cannot be read"));
        }
    }

    /** Reads the documents of one line. */
    void line(byte[] bytes, long number) {
        line = number;
        try (JsonReader json = JsonReader.ofOthers(new ByteArrayInputStream(bytes))) {
            while (json.next()) {
                value(json);
            }
        } catch (BrokenJson broken) {
            malformed("is broken JSON: `" + QueryLog.excerpt(new String(bytes, StandardCharsets.UTF_8)) + "`");
        }
    }

    /** A line that is no JSON. */
    void foreign(String text, long number) {
        if (text.startsWith(CONTROL)) {
            return;
        }
        line = number;
        String what = OtherLog.of(text);
        foreign = foreign.or(() -> Optional.of(what));
        malformed("is of " + what + ", expected a Resolver query");
    }

    void malformed(String reason) {
        malformed++;
        if (samples.size() < SAMPLES) {
            samples.add(new MalformedLine(line, reason));
        }
    }

    void at(long number) {
        line = number;
    }

    private void value(JsonReader json) {
        if (json.isObject()) {
            object(json);
        } else if (json.isArray()) {
            elements(json);
        } else if (json.isString()) {
            json.text().ifPresent(this::message);
        }
    }

    private void elements(JsonReader json) {
        json.enter();
        while (json.next()) {
            value(json);
        }
    }

    private void object(JsonReader json) {
        LoggedQuery query = new LoggedQuery(line == 0 ? json.line() : line);
        OtherLog.MemberNames members = new OtherLog.MemberNames();
        boolean holder = false;
        json.enter();
        while (json.next()) {
            String name = json.name();
            more |= name.equals("nextToken") || name.equals("NextToken");
            if (ARRAYS.contains(name) && json.isArray()) {
                events |= !name.equals("Records");
                holder = true;
                elements(json);
            } else if (MESSAGES.contains(name) && json.isString()) {
                holder = true;
                json.text().ifPresent(this::message);
            } else if (json.text().isPresent()) {
                members.text(name, json.text().get());
                query.take(json);
            } else {
                members.name(name);
                query.take(json);
            }
        }
        Optional<String> insights = members.message();
        insights.ifPresent(this::message);
        if (query.isQuery()) {
            take(query);
        } else if (!holder && insights.isEmpty() && members.isRecord()) {
            other = other.or(() -> Optional.of(OtherLog.of(members)));
        }
    }

    private void take(LoggedQuery logged) {
        seen = true;
        try {
            sink.accept(logged.query());
            queries++;
        } catch (LoggedQuery.Unreadable wrong) {
            long outer = line;
            line = logged.line();
            malformed(String.valueOf(wrong.getMessage()));
            line = outer;
        }
    }

    /** A log event: the text of a query, or of something else. */
    private void message(String text) {
        String stripped = text.strip();
        if (stripped.startsWith("{")) {
            line(stripped.getBytes(StandardCharsets.UTF_8), line);
        } else if (!stripped.isEmpty() && !stripped.startsWith(CONTROL)) {
            String what = OtherLog.of(stripped);
            other = other.or(() -> Optional.of(what));
        }
    }
}
