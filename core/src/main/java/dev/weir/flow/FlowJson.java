package dev.weir.flow;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.core.ObjectReadContext;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.core.json.JsonFactory;

/**
 * Flow logs inside JSON, one document or many: what {@code aws logs} prints, with a line or an object under each
 * {@code message}; lines alone, as {@code --query 'events[].message'} leaves them; objects of named fields, as databases and
 * pipelines write them; the {@code field} and {@code value} of a Logs Insights answer; Athena's rows of cells; OCSF events as
 * Security Lake has them.
 *
 * <p>Every object that stands by itself or in an array is looked at by itself, so nothing is kept, however long the array.
 */
final class FlowJson implements FlowContent {

    private static final JsonFactory JSON = new JsonFactory();
    private static final String CONTROL = "CWL CONTROL MESSAGE";
    private static final Set<String> EVENTS = Set.of("events", "logEvents");
    private static final Set<String> MESSAGE = Set.of("message", "@message");
    private static final Set<String> PAIR = Set.of("field", "value");
    private static final Set<String> RUNNING = Set.of("Running", "Scheduled");
    private static final Set<String> SILENT = Set.of("NODATA", "SKIPDATA");
    private static final int MOST_MEMBERS = 1024;
    private static final int MOST_LAYOUTS = 64;

    private final List<FlowLogFormat> formats;

    FlowJson(List<FlowLogFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** Arrays of anything but objects and lines, such as {@code [INFO]}, hold no records. */
    @Override
    public boolean recognises(byte[] head) {
        int first = token(head, head.length > 2 && (head[0] & 0xff) == 0xef ? 3 : 0);
        int second = token(head, first + 1);
        return second < head.length
                && (head[first] == '{' && "\"}".indexOf(head[second]) >= 0
                        || head[first] == '[' && ("{[]".indexOf(head[second]) >= 0 || isLine(head, second)));
    }

    private static boolean isLine(byte[] head, int quote) {
        return head[quote] == '"' && quote + 1 < head.length && Character.isDigit(head[quote + 1]);
    }

    /** Where the next character that is not white space stands. */
    private static int token(byte[] head, int from) {
        int at = from;
        while (at < head.length && head[at] >= 0 && head[at] <= ' ') {
            at++;
        }
        return at;
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        return new Documents(object, record, sink).read(content);
    }

    private static boolean isTelling(String path) {
        String name = bare(path);
        return MESSAGE.contains(name)
                || name.equals(FlowColumns.OCSF_CLASS)
                || FlowField.spelt(name).filter(FlowField::isOfFlow).isPresent();
    }

    /** The name of a member without those that it lies in. */
    private static String bare(String path) {
        return path.substring(path.lastIndexOf('.') + 1);
    }

    /** One reading of one object. */
    private final class Documents {
        private final FlowObject object;
        private final FlowLogParser lines;
        private final FlowRows rows;
        /** What the members of an object say, by their names. */
        private final Map<List<String>, FlowColumns> layouts = new HashMap<>();
        /** The names of the members of all records, those whose value is null included. */
        private final Set<String> names = new LinkedHashSet<>();
        /** Of how many of these names the format was told. */
        private int told;

        private final AthenaRows athena = new AthenaRows();

        private long objects;
        private boolean events;
        private long pairs;
        private boolean more;
        private boolean running;
        private double matched;
        /** What else was met. */
        private Optional<String> foreign = Optional.empty();

        Documents(FlowObject object, FlowRecord record, FlowSink sink) {
            this.object = object;
            this.lines = new FlowLogParser(formats, record, sink);
            this.rows = new FlowRows(record, sink);
        }

        FlowReading read(InputStream in) {
            Optional<String> problem = Optional.empty();
            try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), in)) {
                for (JsonToken token = json.nextToken(); token != null && !isJunk(json); token = json.nextToken()) {
                    value(json, token, "", new LinkedHashMap<>());
                }
                problem = incomplete();
            } catch (JacksonIOException failed) {
                problem = Optional.of(FlowPass.reason(failed));
            } catch (JacksonException malformed) {
                problem = Optional.of(malformed)
                        .filter(any -> events || isFlowLog())
                        .map(any -> "is broken JSON: " + FieldText.excerpt(malformed.getOriginalMessage()) + " at line "
                                + malformed.getLocation().getLineNr() + "; help: was it copied whole");
            }
            return reading(problem);
        }

        private FlowReading reading(Optional<String> problem) {
            if (problem.isEmpty() && !isFlowLog()) {
                return FlowReading.declined(object, foreign.orElse("JSON that is no flow log"));
            }
            FlowReading ofLines = lines.reading(object, problem);
            if (!rows.isBegun()) {
                return ofLines;
            }
            FlowReading ofRows = rows.reading(object, foreign, problem);
            return lines.isFlowLog() ? ofRows.and(ofLines) : ofRows;
        }

        /** Whether anything was met that only flow logs have. */
        private boolean isFlowLog() {
            return rows.isBegun() || lines.isFlowLog() || athena.isFlowLog();
        }

        private boolean isJunk(JsonParser json) {
            return !isFlowLog() && json.currentLocation().getByteOffset() > FlowLogParser.MOST_JUNK;
        }

        private Optional<String> incomplete() {
            if (more && events) {
                return Optional.of("holds a `nextToken`, so more log events exist that were not saved;"
                        + " help: run `aws logs filter-log-events` without --max-items");
            }
            if (running && pairs > 0 && isFlowLog()) {
                return Optional.of("was saved while its query was still running; help: save it again");
            }
            Optional<String> rowsLeft = athena.incomplete(more);
            if (rowsLeft.isPresent()) {
                return rowsLeft;
            }
            return matched > pairs && pairs > 0 && isFlowLog()
                    ? Optional.of("holds " + pairs + " of " + (long) matched + " rows that its query matched;"
                            + " help: query a shorter time at once, or export the log group")
                    : Optional.empty();
        }

        /** Reads a value; its scalars become members under {@code path}, objects in arrays are taken by themselves. */
        private void value(JsonParser json, JsonToken token, String path, Map<String, String> members) {
            if (token == JsonToken.START_OBJECT) {
                if (path.isEmpty()) {
                    Map<String, String> own = new LinkedHashMap<>();
                    members(json, path, own);
                    take(own);
                } else {
                    members(json, path + ".", members);
                }
            } else if (token == JsonToken.START_ARRAY) {
                array(json, path, members);
            } else if (token == JsonToken.VALUE_NULL && names.size() < MOST_MEMBERS) {
                names.add(path);
            } else if (token != JsonToken.VALUE_NULL && members.size() < MOST_MEMBERS) {
                members.putIfAbsent(path, json.getString());
            }
        }

        private void members(JsonParser json, String prefix, Map<String, String> members) {
            for (JsonToken token = json.nextToken(); token == JsonToken.PROPERTY_NAME; token = json.nextToken()) {
                String name = json.currentName();
                events |= EVENTS.contains(name);
                more |= name.equals("nextToken") || name.equals("NextToken");
                value(json, json.nextToken(), prefix + name, members);
            }
        }

        private void array(JsonParser json, String path, Map<String, String> members) {
            Map<String, String> answer = new LinkedHashMap<>();
            List<String> cells = new ArrayList<>();
            for (JsonToken token = json.nextToken();
                    token != JsonToken.END_ARRAY && !isJunk(json);
                    token = json.nextToken()) {
                if (token == JsonToken.START_OBJECT) {
                    Map<String, String> own = new LinkedHashMap<>();
                    members(json, "", own);
                    if (own.containsKey("field") && PAIR.containsAll(own.keySet())) {
                        answer.put(own.getOrDefault("field", ""), own.getOrDefault("value", ""));
                    } else if (cells.size() < MOST_MEMBERS && AthenaRows.isCell(path, own.keySet())) {
                        cells.add(AthenaRows.value(own));
                    } else {
                        take(own);
                    }
                } else if (token == JsonToken.VALUE_STRING && path.isEmpty()) {
                    message(json.getString());
                } else {
                    value(json, token, path, members);
                }
            }
            if (!answer.isEmpty()) {
                pairs++;
                take(answer);
            }
            if (!cells.isEmpty()) {
                take(athena.named(cells));
            }
        }

        /** Takes the members of an object as a line, as a record, or as neither. */
        private void take(Map<String, String> members) {
            objects++;
            running |= RUNNING.contains(members.getOrDefault("status", ""));
            matched = Math.max(matched, number(members.getOrDefault("statistics.recordsMatched", "0")));
            athena.describe(members);
            if (members.keySet().stream().noneMatch(FlowJson::isTelling)) {
                return;
            }
            FlowColumns columns = layout(List.copyOf(members.keySet()));
            String message = members.getOrDefault("message", members.getOrDefault("@message", ""));
            if (!message.isEmpty() && !columns.isWholeRecord()) {
                message(message);
            } else if (columns.isOcsf()) {
                ocsf(members, columns);
            } else if (columns.format().isTransitGateway()) {
                foreign = Optional.of(FlowLogFormat.TRANSIT_GATEWAY);
            } else if (columns.isFlowLog()) {
                row(members, columns);
            }
        }

        /** Takes a log event: a line of a flow log, or an object that a pipeline made of one. */
        private void message(String message) {
            if (message.startsWith("{")) {
                try (JsonParser json = JSON.createParser(ObjectReadContext.empty(), message)) {
                    Map<String, String> own = new LinkedHashMap<>();
                    json.nextToken();
                    members(json, "", own);
                    own.keySet().removeAll(MESSAGE);
                    take(own);
                } catch (JacksonException none) {
                    foreign = Optional.of("JSON that is no flow log");
                }
            } else if (!message.startsWith(CONTROL)) {
                byte[] line = message.strip().getBytes(StandardCharsets.UTF_8);
                lines.line(line, 0, line.length);
            }
        }

        private void ocsf(Map<String, String> members, FlowColumns columns) {
            String kind = members.getOrDefault(FlowColumns.OCSF_CLASS, "");
            if (kind.equals(Long.toString(FlowColumns.OCSF_NETWORK_ACTIVITY))) {
                row(members, columns);
            } else {
                foreign = Optional.of(FlowColumns.ocsfOfClass(kind));
            }
        }

        private void row(Map<String, String> members, FlowColumns columns) {
            format(members);
            rows.begin();
            rows.put(columns, new ArrayList<>(members.values()), 0);
            rows.end(objects);
        }

        /** Tells the format as far as it is known by now; an object without traffic may leave out what the others have. */
        private void format(Map<String, String> members) {
            if (!Collections.disjoint(members.values(), SILENT)) {
                if (told == 0) {
                    rows.format(FlowLogFormat.WANTED);
                }
                return;
            }
            names.addAll(members.keySet());
            if (names.size() > told) {
                told = names.size();
                rows.format(layout(List.copyOf(names)).format());
            }
        }

        private FlowColumns layout(List<String> members) {
            if (layouts.size() > MOST_LAYOUTS) {
                layouts.clear();
            }
            return layouts.computeIfAbsent(members, all -> FlowColumns.of(names(all)));
        }

        /** The names as OCSF has them, with their paths, or without: a pipeline may have wrapped the record. */
        private static List<String> names(List<String> paths) {
            return paths.contains(FlowColumns.OCSF_CLASS)
                    ? paths
                    : paths.stream().map(FlowJson::bare).toList();
        }

        private static double number(String text) {
            try {
                return Double.parseDouble(text);
            } catch (NumberFormatException none) {
                return 0;
            }
        }
    }
}
