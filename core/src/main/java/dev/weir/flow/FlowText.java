package dev.weir.flow;

import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Optional;

/** Flow logs as AWS writes them: lines of text, parted by blanks, with or without a header. */
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
        Optional<String> problem = Optional.empty();
        try {
            parser.read(content);
            parser.finish();
        } catch (IOException failed) {
            problem = Optional.of(FlowPass.reason(failed));
        }
        return parser.reading(object, problem);
    }
}
