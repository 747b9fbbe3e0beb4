package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Bytes of flow-log text in, records out.
 *
 * <p>Where the format comes from: a header line, wherever one stands; before any, the formats that the caller gives and
 * AWS's default, told apart by their columns. A header rules until the next one; where its names cannot be read, the lines
 * below it are not taken for any format that was not given. A time and a stream name before the record,
 * as exports from CloudWatch Logs have them, are skipped.
 *
 * <p>Every line is a record, a header, blank, or malformed and counted, with the first few kept; nothing throws but the
 * stream. How the bytes are cut into reads changes nothing. Memory is one buffer, whatever the input.
 */
public final class FlowLogParser {

    /** The longest line that is read; a longer one is malformed. */
    public static final int LONGEST_LINE = 32 * 1024;

    /** Reading stops after this many bytes without a record or a header. */
    public static final long MOST_JUNK = 64L << 20;

    /** How far beyond the last line its reading may look. */
    static final int PADDING = 512;

    private static final int CHUNK = 32 * 1024;
    private static final int CAPACITY = CHUNK + LONGEST_LINE + 1;
    private static final int SAMPLES = 5;
    /** Whether a line may have been meant as a record is asked of so many. */
    private static final int LOOKED_AT = 100;

    private final FlowRecord record;
    private final FlowSink sink;
    private final Set<FlowField> wanted;
    /** What a line without a header may be. */
    private final Set<FlowLogFormat> candidates = new LinkedHashSet<>();

    private final PlainLine plain = new PlainLine();
    private final byte[] buffer = new byte[CAPACITY + PADDING];
    private int end;
    private boolean skipping;

    private Optional<Layout> layout = Optional.empty();
    private boolean hasHeader;
    /** Whether the default format was given, and so holds below a header that cannot be read. */
    private final boolean isDefaultGiven;
    /** How many columns a header names that cannot be read and rules; 0 if none does. */
    private int unreadColumns;

    private long unreadLine;

    private long line;
    private long records;
    private long declined;
    private long malformed;
    private long junk;
    /** Whether the bytes of this read gave a record or a header. */
    private boolean progress;

    private boolean stopped;
    private boolean meant;
    /** How many of the malformed lines are text at all. */
    private long texts;

    private int columns;
    /** The beginning of the first line, where it is no flow log's. */
    private String first = "";

    private final List<MalformedLine> samples = new ArrayList<>();

    /** A format with what stands before it on each line, and the two ways to read it. */
    private record Layout(FlowLogFormat format, int prefix, LineProgram program, List<Optional<FlowField>> fields) {
        /** Whether the fast way may be tried: its lines are to be read, and a header cannot pass for one. */
        boolean isFast() {
            return program.tellsHeaders() && !format.isTransitGateway();
        }
    }

    /**
     * A parser for one object.
     *
     * @param formats of lines that no header precedes, besides the default format
     * @param record to fill
     * @param sink gets the records of the fields that it wants
     */
    public FlowLogParser(List<FlowLogFormat> formats, FlowRecord record, FlowSink sink) {
        this.record = record;
        this.sink = sink;
        this.wanted = sink.fields();
        isDefaultGiven = formats.contains(FlowLogFormat.DEFAULT);
        candidates.addAll(formats);
        candidates.add(FlowLogFormat.DEFAULT);
        record.clear();
        record.text = buffer;
    }

    /**
     * Reads the stream to its end, or until it holds too much that is no flow log. Call {@link #finish} after it.
     *
     * @throws IOException as the stream does; the lines before are read, a begun line is not
     */
    public void read(InputStream in) throws IOException {
        while (!stopped) {
            int count = in.read(buffer, end, Math.min(CHUNK, CAPACITY - end));
            if (count < 0) {
                return;
            }
            advance(count);
        }
    }

    /** Reads the last line, if no line feed ended it. */
    public void finish() {
        if (end > 0 && !stopped) {
            buffer[end] = '\n';
            lines(end + 1);
        }
        end = 0;
    }

    /** Reads one line that stands by itself, such as a log event. */
    public void line(byte[] bytes, int from, int to) {
        line++;
        plainLine(bytes, from, to);
    }

    /** How many records the sink got. */
    public long records() {
        return records;
    }

    /** How many lines are neither record nor header nor blank. */
    public long malformed() {
        return malformed;
    }

    /** The first few malformed lines. */
    public List<MalformedLine> samples() {
        return List.copyOf(samples);
    }

    /** Whether any line was a record or a header, or may have been meant as one. */
    boolean isFlowLog() {
        return layout.isPresent() || declined > 0 || meant;
    }

    /**
     * What came of an object.
     *
     * @param failed why it could not be read to its end
     */
    FlowReading reading(FlowObject object, Optional<String> failed) {
        boolean text = texts > malformed / 2;
        if (failed.isEmpty() && !isFlowLog() && (text || !stopped)) {
            String other = text ? "text" : Claim.NO_TEXT;
            return FlowReading.declined(object, malformed == 0 ? Claim.NOTHING : other);
        }
        return new FlowReading(object.name(), records, malformed, samples, declined(), failed.or(this::problem));
    }

    private Optional<String> declined() {
        return declined == 0 ? Optional.empty() : Optional.of(FlowLogFormat.TRANSIT_GATEWAY);
    }

    private Optional<String> problem() {
        if (stopped) {
            return Optional.of("no flow record in " + (MOST_JUNK >> 20) + " MiB, read up to line " + line
                    + "; help: is this a flow log");
        }
        if (layout.isEmpty() && malformed > 0) {
            Optional<String> other = CliOutput.sentence(first);
            if (other.isPresent()) {
                return other;
            }
            if (unreadColumns > 0) {
                return Optional.of(
                        "the header on line " + unreadLine + " cannot be read, so the lines below it are not;"
                                + " expected AWS's names, each once; help: mend it, or give --log-format '${version} ${account-id} …'");
            }
            String lines = columns == 0 ? "no line of text" : "lines of " + columns + " columns";
            return Optional.of("found no header line and " + lines + ", expected a header or the default format;"
                    + " help: if this is a flow log, give its --log-format '${version} ${account-id} …'");
        }
        return Optional.empty();
    }

    private void advance(int count) {
        int filled = end + count;
        int limit = filled;
        while (limit > end && buffer[limit - 1] != '\n') {
            limit--;
        }
        boolean lineEnds = limit > end;
        progress = false;
        end = filled;
        int start = 0;
        if (lineEnds) {
            start = lines(limit);
        }
        int rest = filled - start;
        if (skipping) {
            rest = 0;
        } else if (rest > LONGEST_LINE) {
            tooLong();
            skipping = true;
            rest = 0;
        }
        System.arraycopy(buffer, filled - rest, buffer, 0, rest);
        end = rest;
        junk = progress ? 0 : junk + count;
        stopped = junk > MOST_JUNK;
    }

    /** Reads the lines up to {@code limit}, which follows a line feed. */
    private int lines(int limit) {
        int at = 0;
        if (skipping) {
            at = lineFeed(0) + 1;
            skipping = false;
        }
        while (at < limit) {
            at = layout.isPresent() && layout.get().isFast()
                    ? fastLines(layout.get().program(), at, limit)
                    : slowLine(at);
        }
        return limit;
    }

    /** Reads lines as long as they go fast, and those that do not slowly; until the format changes. */
    private int fastLines(LineProgram program, int from, int limit) {
        int at = from;
        while (at < limit) {
            int next = program.read(buffer, at, record);
            if (next != LineProgram.REFUSED) {
                line++;
                records++;
                progress = true;
                record.line(line);
                sink.record(record);
                at = next;
            } else {
                at = slowLine(at);
                if (isReplaced(program)) {
                    return at;
                }
            }
        }
        return limit;
    }

    private boolean isReplaced(LineProgram program) {
        return layout.isEmpty() || layout.get().program() != program;
    }

    private int slowLine(int from) {
        int to = lineFeed(from);
        if (to - from > LONGEST_LINE) {
            tooLong();
        } else {
            line(buffer, from, to);
        }
        return to + 1;
    }

    private int lineFeed(int from) {
        int at = from;
        while (buffer[at] != '\n') {
            at++;
        }
        return at;
    }

    private void tooLong() {
        line++;
        malformed("line is longer than " + LONGEST_LINE + " bytes");
    }

    private void plainLine(byte[] bytes, int from, int to) {
        boolean mark = line == 1
                && to - from >= 3
                && (bytes[from] & 0xff) == 0xef
                && (bytes[from + 1] & 0xff) == 0xbb
                && (bytes[from + 2] & 0xff) == 0xbf;
        String fault = plain.split(bytes, mark ? from + 3 : from, to);
        if (!fault.isEmpty()) {
            malformed(fault);
            return;
        }
        if (plain.count() == 0) {
            return;
        }
        int prefix = plain.prefix();
        boolean certain = layout.isPresent() && layout.get().isFast();
        if (!certain && header(prefix)) {
            return;
        }
        String reason = recordOf(prefix);
        if (!reason.isEmpty() && !(certain && header(prefix))) {
            if (first.isEmpty()) {
                first = new String(bytes, from, Math.min(to - from, CliOutput.HEAD), StandardCharsets.UTF_8);
            }
            texts++;
            meant |= layout.isEmpty() && malformed < LOOKED_AT && plain.isMeantAsRecord();
            malformed(isUnreadHeader(prefix) ? "a header that names no columns that weir knows, or one twice" : reason);
        }
    }

    /** Takes the line as a header, if it is one. */
    private boolean header(int prefix) {
        Optional<FlowLogFormat> header = FlowLogFormat.ofHeader(plain.textFrom(prefix));
        header.ifPresent(format -> {
            record.clear();
            use(format, prefix);
            hasHeader = true;
            unreadColumns = 0;
            progress = true;
        });
        return header.isPresent();
    }

    /** Whether the line names the columns of those below it in words that cannot be read; no other header rules then. */
    private boolean isUnreadHeader(int prefix) {
        int names = FlowLogFormat.namedBy(plain.textFrom(prefix));
        int ruled = layout.map(one -> one.format().columns().size())
                .orElse(FlowLogFormat.DEFAULT.columns().size());
        boolean isMeant = names == ruled || layout.isEmpty() && plain.isMeantAsRecord();
        if (names == 0 || !isMeant) {
            return false;
        }
        meant |= records > 0;
        layout = Optional.empty();
        hasHeader = false;
        unreadColumns = names;
        unreadLine = line;
        return true;
    }

    /** Takes the line as a record of the current format or, without a header, of any that fits; else tells why not. */
    private String recordOf(int prefix) {
        String reason = "";
        if (layout.isPresent()) {
            use(layout.get().format(), prefix);
            reason = fill(layout.get(), prefix);
            if (reason.isEmpty() || hasHeader) {
                return reason;
            }
        }
        boolean isHeaderUnread = unreadColumns == plain.count() - prefix;
        for (FlowLogFormat candidate : candidates) {
            boolean fits = candidate.equals(FlowLogFormat.DEFAULT)
                    ? plain.isDefaultFormat(prefix) && (isDefaultGiven || !isHeaderUnread)
                    : plain.count() - prefix == candidate.columns().size();
            if (fits) {
                record.clear();
                String fault = fill(layout(candidate, prefix), prefix);
                if (fault.isEmpty()) {
                    return fault;
                }
                record.clear();
                reason = reason.isEmpty() ? fault : reason;
            }
        }
        if (plain.isTransitGateway(prefix)) {
            declined++;
            progress = true;
            return "";
        }
        columns = columns == 0 ? plain.count() - prefix : columns;
        if (isHeaderUnread && reason.isEmpty()) {
            return "the header on line " + unreadLine + " cannot be read";
        }
        return reason.isEmpty()
                ? "no header line before it, and its " + (plain.count() - prefix)
                        + " columns are not the default format"
                : reason;
    }

    private String fill(Layout reading, int prefix) {
        if (reading.format().isTransitGateway()
                && plain.count() - prefix == reading.fields().size()) {
            declined++;
            progress = true;
            return "";
        }
        String fault = plain.read(prefix, reading.fields(), record);
        if (fault.isEmpty()) {
            use(reading.format(), prefix);
            records++;
            progress = true;
            record.interfaceTexts = 0;
            record.line(line);
            sink.record(record);
        }
        return fault;
    }

    private void use(FlowLogFormat format, int prefix) {
        boolean same = layout.isPresent() && layout.get().format().equals(format);
        if (same && layout.get().prefix() == prefix) {
            return;
        }
        layout = Optional.of(layout(format, prefix));
        if (!same && !format.isTransitGateway()) {
            sink.format(format);
        }
    }

    private Layout layout(FlowLogFormat format, int prefix) {
        List<Optional<FlowField>> fields = format.columns().stream()
                .map(column -> FlowField.named(column).filter(wanted::contains))
                .toList();
        return new Layout(format, prefix, LineProgram.of(format, prefix, wanted), fields);
    }

    private void malformed(String reason) {
        malformed++;
        if (samples.size() < SAMPLES) {
            samples.add(new MalformedLine(line, reason));
        }
    }
}
