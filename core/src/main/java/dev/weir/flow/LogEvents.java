package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Flow logs inside JSON: what {@code aws logs filter-log-events} and {@code get-log-events} print, or one event per line.
 *
 * <p>Every string under a key {@code message} is a line, numbered by its order.
 */
final class LogEvents {

    private static final JsonFactory JSON = new JsonFactory();

    private LogEvents() {}

    /**
     * Reads to the end.
     *
     * @return what is wrong with the object as a whole
     * @throws IOException as the stream does
     */
    static Optional<String> read(InputStream in, FlowLogParser parser) throws IOException {
        boolean more = false;
        boolean events = false;
        try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
            for (JsonToken token = json.nextToken(); token != null; token = json.nextToken()) {
                if (token != JsonToken.VALUE_STRING) {
                    continue;
                }
                String key = Optional.ofNullable(json.currentName()).orElse("");
                if (key.equals("message")) {
                    events = true;
                    byte[] line = json.getString().strip().getBytes(StandardCharsets.UTF_8);
                    parser.line(line, 0, line.length);
                } else if (key.equals("nextToken") || key.equals("NextToken")) {
                    more = true;
                }
            }
        } catch (JacksonIOException failed) {
            throw failed.getCause();
        } catch (JacksonException malformed) {
            return Optional.of("is broken JSON: " + FieldText.excerpt(malformed.getOriginalMessage()) + " at line "
                    + malformed.getLocation().getLineNr() + "; help: was it copied whole");
        }
        if (more) {
            return Optional.of("holds a `nextToken`, so more log events exist that were not saved;"
                    + " help: run `aws logs filter-log-events` without --max-items");
        }
        return events
                ? Optional.empty()
                : Optional.of("is JSON without log events, expected `message` in `events`; help: is this a flow log");
    }
}
