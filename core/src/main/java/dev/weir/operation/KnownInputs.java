package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What was observed already, so that nothing counts twice: known by the digest of its content, by its name where names are
 * given once, and by the name that AWS gave a flow log's file, which no other file has, wherever copies of it lie.
 */
final class KnownInputs {

    private final Evidence evidence;
    private final Set<String> contents = new HashSet<>();
    private final Map<String, String> byName = new HashMap<>();
    private final Map<String, String> byDelivery = new HashMap<>();

    KnownInputs(Evidence evidence) {
        this.evidence = evidence;
        for (ObservedInput input : evidence.inputs()) {
            contents.add(content(input.digest()));
            byName.put(input.name(), input.digest());
            delivery(input.name()).ifPresent(delivery -> byDelivery.put(delivery, input.digest()));
        }
    }

    /** What an object is to what was observed. */
    enum Novelty {
        NEW,
        /** Observed as a whole. */
        KNOWN,
        /** Observed, but another part of it. */
        IN_PART,
        /** Other bytes were observed under its name. */
        REPLACED
    }

    boolean isEmpty() {
        return contents.isEmpty();
    }

    /** How the object stands, whose content has this digest, and of which what is selected is told by this. */
    Novelty of(FlowObject object, String content, String selected) {
        if (evidence.knows(content) || evidence.knows(content + selected)) {
            return Novelty.KNOWN;
        }
        if (contents.contains(content)) {
            return Novelty.IN_PART;
        }
        Optional<String> before = Optional.ofNullable(byName.get(object.name()));
        if (object.isWrittenOnce() && before.isPresent()) {
            return before.get().equals(object.name()) ? Novelty.IN_PART : Novelty.REPLACED;
        }
        return copy(object.name(), content)
                .map(part -> standing(part, selected))
                .orElse(Novelty.NEW);
    }

    private static Novelty standing(String part, String selected) {
        return part.isEmpty() || part.equals(selected) ? Novelty.KNOWN : Novelty.IN_PART;
    }

    /** Whether an input of another profile holds what was observed, be it another part of it or a copy elsewhere. */
    boolean overlaps(ObservedInput other) {
        return contents.contains(content(other.digest()))
                || copy(other.name(), other.digest()).isPresent();
    }

    /** Which part was observed of a copy that is known by another kind of digest, and so cannot be told by it. */
    private Optional<String> copy(String name, String digest) {
        return delivery(name)
                .flatMap(delivery -> Optional.ofNullable(byDelivery.get(delivery)))
                .filter(other -> !kind(other).equals(kind(digest)))
                .map(other -> other.substring(content(other).length()));
    }

    /** The part of a digest that tells the bytes. */
    static String content(String digest) {
        int selected = digest.indexOf('|');
        return selected < 0 ? digest : digest.substring(0, selected);
    }

    /** What a digest is of, such as {@code sha256}. */
    private static String kind(String digest) {
        return digest.substring(0, digest.indexOf(':') + 1);
    }

    /** The file name that AWS gave, if it is one. */
    private static Optional<String> delivery(String name) {
        return FlowKey.parse(name).flowLog().map(any -> name.substring(name.lastIndexOf('/') + 1));
    }
}
