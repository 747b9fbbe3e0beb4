package dev.weir.evidence;

import dev.weir.flow.FlowLogFormat;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.world.LogFile;
import dev.weir.world.World;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.List;

/** Feeds text to builders as a reader does. */
public final class Observing {

    private Observing() {}

    public static void read(ProfileBuilder builder, String flowLog, byte[] text) {
        TokenTable tokens = new TokenTable();
        FlowRecord record = new FlowRecord(tokens);
        record.flowLog(flowLog.isEmpty() ? TokenTable.NONE : tokens.intern(flowLog));
        FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
        try {
            parser.read(new ByteArrayInputStream(text));
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        parser.finish();
        if (parser.malformed() > 0) {
            throw new IllegalStateException("malformed: " + parser.samples());
        }
    }

    public static void read(ProfileBuilder builder, LogFile file) {
        read(builder, file.flowLog().id(), file.bytes());
    }

    public static Evidence observe(World world) {
        ProfileBuilder builder = new ProfileBuilder();
        world.files().forEach(file -> read(builder, file));
        return builder.evidence();
    }

    /** Lines of one format, in a flow log of that name. */
    public static Evidence observe(FlowLogFormat format, String... lines) {
        ProfileBuilder builder = new ProfileBuilder();
        String text = String.join(" ", format.columns()) + "\n" + String.join("\n", lines) + "\n";
        read(builder, "fl-1", text.getBytes(java.nio.charset.StandardCharsets.UTF_8));
        return builder.evidence();
    }
}
