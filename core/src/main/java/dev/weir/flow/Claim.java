package dev.weir.flow;

import java.util.Optional;
import java.util.Set;

/**
 * What an object's name says of it against what it holds: one that is named like a flow log and holds none was cut or damaged,
 * so it is not passed over.
 */
final class Claim {

    /** What an object without a byte holds. */
    static final String NOTHING = "nothing";

    /** What bytes hold that are no text and of no other kind. */
    static final String NO_TEXT = "what is no text";

    private static final Set<String> FULL = Set.of("log", "gz", "parquet");
    private static final Set<String> READABLE = Set.of("log", "gz", "parquet", "txt", "csv", "json", "jsonl");

    private Claim() {}

    /** The reading, or the problem that it is. */
    static FlowReading held(FlowObject object, byte[] head, boolean gzip, FlowReading reading) {
        String holds = reading.declined().filter(any -> reading.isPassedOver()).orElse("");
        if (holds.isEmpty() || holds.equals(FlowLogFormat.TRANSIT_GATEWAY) || !isBroken(object, head, gzip, holds)) {
            return reading;
        }
        return FlowReading.failed(
                object,
                holds.equals(NOTHING)
                        ? "is empty; help: was it copied whole"
                        : "holds " + holds + ", expected a flow log, as its name says; help: was it copied whole");
    }

    private static boolean isBroken(FlowObject object, byte[] head, boolean gzip, String holds) {
        String name = object.name();
        String ending = name.substring(name.lastIndexOf('.') + 1);
        boolean packed = ending.equals("gz") && !gzip || ending.equals("parquet") && !Packing.isParquet(head);
        Optional<Set<String>> endings = switch (holds) {
            case NOTHING -> Optional.of(FULL);
            case NO_TEXT -> Optional.of(READABLE);
            default -> Optional.empty();
        };
        return packed
                || object.key().account().isPresent()
                || endings.filter(all -> all.contains(ending)).isPresent();
    }
}
