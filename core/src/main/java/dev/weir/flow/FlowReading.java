package dev.weir.flow;

import java.util.List;
import java.util.Optional;

/**
 * What came of reading one object.
 *
 * @param object its name
 * @param records how many records were handed on, NODATA and SKIPDATA included
 * @param malformed how many lines could not be read
 * @param samples the first few of those
 * @param declined why some of it was left aside though nothing is wrong with it, such as Transit Gateway flow logs
 * @param problem why the object was not read to its end, or not at all; what was read before stands
 */
public record FlowReading(
        String object,
        long records,
        long malformed,
        List<MalformedLine> samples,
        Optional<String> declined,
        Optional<String> problem) {

    public FlowReading {
        samples = List.copyOf(samples);
    }

    /** Nothing of the object could be read. */
    public static FlowReading failed(FlowObject object, String problem) {
        return new FlowReading(object.name(), 0, 0, List.of(), Optional.empty(), Optional.of(problem));
    }

    /** Whether nothing that could be evidence was lost. */
    public boolean complete() {
        return malformed == 0 && problem.isEmpty();
    }
}
