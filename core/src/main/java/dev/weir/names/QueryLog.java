package dev.weir.names;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowReading;
import dev.weir.flow.OpenedObject;
import java.io.IOException;
import java.util.List;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * Query logs of Route 53 Resolver: one JSON object a query, as AWS writes them to a bucket, a log group or a stream.
 *
 * <p>A line for each object is what AWS writes; objects one after the other, in arrays, or inside of the {@code message} of log
 * events are read, too, as the AWS CLI and subscriptions write them. Another log is no error: the reading says what it is,
 * unless the object's name says that it holds Resolver's. Nothing is kept, however long the object.
 */
public final class QueryLog {

    private static final int SHOWN = 60;

    private QueryLog() {}

    /** Reads an object; what cannot be read is told in the answer, not thrown. */
    public static FlowReading read(FlowObject object, Consumer<Query> sink) {
        QueryDocuments documents = new QueryDocuments(sink);
        try (OpenedObject opened = OpenedObject.of(object)) {
            byte[] head = opened.head();
            Optional<String> packed = opened.declined();
            if (packed.isPresent()) {
                return FlowReading.failed(object, packed.get());
            }
            if (opened.isParquet()) {
                return other(object, "Parquet");
            }
            if (head.length == 0) {
                // Of a log group, an hour in which nobody asked for anything.
                return object.key().account().isPresent()
                        ? other(object, "nothing")
                        : new FlowReading(object.name(), 0, 0, List.of(), Optional.empty(), Optional.empty());
            }
            Optional<String> problem = QueryLines.areIn(head)
                    ? new QueryLines(documents).read(opened.content())
                    : documents.read(opened.content());
            return reading(object, documents, problem);
        } catch (IOException failed) {
            return FlowReading.failed(object, reason(failed));
        }
    }

    private static FlowReading reading(FlowObject object, QueryDocuments read, Optional<String> problem) {
        if (problem.isEmpty() && !read.isQueryLog()) {
            return other(object, read.instead());
        }
        return new FlowReading(
                object.name(), read.queries(), read.malformed(), read.samples(), read.other(), problem.or(read::cut));
    }

    private static FlowReading other(FlowObject object, String what) {
        return object.key().account().isPresent()
                ? FlowReading.failed(
                        object,
                        "holds " + what + ", expected Resolver query logs, as its name says; help: was it copied whole")
                : new FlowReading(object.name(), 0, 0, List.of(), Optional.of(what), Optional.empty());
    }

    static String reason(Exception failed) {
        return Optional.ofNullable(failed.getMessage()).orElse("cannot be read");
    }

    /** The beginning of what was found, for messages. */
    static String excerpt(String text) {
        return text.length() <= SHOWN ? text : text.substring(0, SHOWN) + "...";
    }
}
