package dev.weir.flow;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What came of reading one object.
 *
 * @param object its name
 * @param records how many records were handed on, NODATA and SKIPDATA included
 * @param malformed how many lines could not be read
 * @param samples the first few of those
 * @param declined what it holds, or holds besides, that is no flow record though nothing is wrong with it, such as CloudTrail's
 *     events or Transit Gateway flow logs
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

    /** The object holds something else than flow records. */
    static FlowReading declined(FlowObject object, String what) {
        return new FlowReading(object.name(), 0, 0, List.of(), Optional.of(what), Optional.empty());
    }

    /** Nothing of the object could be read. */
    public static FlowReading failed(FlowObject object, String problem) {
        return new FlowReading(object.name(), 0, 0, List.of(), Optional.empty(), Optional.of(problem));
    }

    /** Both readings of one object, of which this one's problem is told. */
    FlowReading and(FlowReading other) {
        List<MalformedLine> both = new ArrayList<>(samples);
        both.addAll(other.samples);
        return new FlowReading(
                object,
                records + other.records,
                malformed + other.malformed,
                both,
                declined.or(other::declined),
                problem);
    }

    /** Whether the object holds something else than flow records, and nothing but that. */
    public boolean isPassedOver() {
        return records == 0 && complete() && declined.isPresent();
    }

    /** Whether nothing that could be evidence was lost. */
    public boolean complete() {
        return malformed == 0 && problem.isEmpty();
    }
}
