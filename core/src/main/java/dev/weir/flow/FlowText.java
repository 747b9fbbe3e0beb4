package dev.weir.flow;

import dev.weir.gzip.GzipMembers;
import java.io.IOException;
import java.io.InputStream;
import java.io.PushbackInputStream;
import java.util.List;
import java.util.Optional;

/**
 * Flow logs as text: plain, gzip of any number of members, or the JSON that {@code aws logs} prints.
 *
 * <p>Told apart by the first bytes, never by the name. Compressions that nobody delivers flow logs in are named and
 * declined.
 */
public final class FlowText implements FlowContent {

    private final List<FlowLogFormat> formats;

    /** Text whose lines without a header may have these formats, besides AWS's default. */
    public FlowText(List<FlowLogFormat> formats) {
        this.formats = List.copyOf(formats);
    }

    /** Everything may be text, so ask this kind last. */
    @Override
    public boolean recognises(byte[] head) {
        return true;
    }

    @Override
    public FlowReading read(FlowObject object, InputStream content, FlowRecord record, FlowSink sink) {
        FlowLogParser parser = new FlowLogParser(formats, record, sink);
        Optional<String> problem;
        try {
            problem = read(content, parser);
        } catch (IOException failed) {
            problem = Optional.of(Optional.ofNullable(failed.getMessage()).orElse("cannot be read"));
        }
        return new FlowReading(
                object.name(),
                parser.records(),
                parser.malformed(),
                parser.samples(),
                parser.declined(),
                problem.or(parser::problem));
    }

    private static Optional<String> read(InputStream content, FlowLogParser parser) throws IOException {
        PushbackInputStream stored = new PushbackInputStream(content, HEAD);
        byte[] head = peek(stored);
        Optional<String> foreign = foreign(head);
        if (head.length == 0 || foreign.isPresent()) {
            return foreign.or(() -> Optional.of("is empty; help: was it copied whole"));
        }
        if (!begins(head, 0x1f, 0x8b)) {
            return readText(stored, head, parser);
        }
        try (GzipMembers inflated = new GzipMembers(stored);
                PushbackInputStream text = new PushbackInputStream(inflated, HEAD)) {
            byte[] start = peek(text);
            return start.length == 0
                    ? Optional.of("is empty inside; help: was it copied whole")
                    : readText(text, start, parser);
        }
    }

    private static Optional<String> readText(InputStream text, byte[] head, FlowLogParser parser) throws IOException {
        if (head[0] == '{' || head[0] == '[') {
            return LogEvents.read(text, parser);
        }
        parser.read(text);
        parser.finish();
        return Optional.empty();
    }

    private static byte[] peek(PushbackInputStream in) throws IOException {
        byte[] head = in.readNBytes(HEAD);
        in.unread(head);
        return head;
    }

    private static Optional<String> foreign(byte[] head) {
        if (begins(head, 0x28, 0xb5, 0x2f, 0xfd)) {
            return declined("zstd", "zstd -d");
        }
        if (begins(head, 'B', 'Z', 'h')) {
            return declined("bzip2", "bunzip2");
        }
        if (begins(head, 0xfd, '7', 'z', 'X', 'Z')) {
            return declined("xz", "unxz");
        }
        if (begins(head, 'P', 'K', 3, 4)) {
            return declined("a zip archive", "unzip");
        }
        return Optional.empty();
    }

    private static Optional<String> declined(String kind, String program) {
        return Optional.of("is " + kind + ", expected text, gzip or Parquet; help: `" + program + "` first");
    }

    private static boolean begins(byte[] head, int... magic) {
        if (head.length < magic.length) {
            return false;
        }
        for (int index = 0; index < magic.length; index++) {
            if ((head[index] & 0xff) != magic[index]) {
                return false;
            }
        }
        return true;
    }
}
