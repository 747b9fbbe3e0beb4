package dev.weir.operation;

import dev.weir.catalogue.TextIndex;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * What was observed already, so that nothing counts twice: known by the digest of its content, by its name where names are
 * given once, and by the name that AWS gave a flow log's file, which no other file has, wherever copies of it lie.
 */
final class KnownInputs {

    private final Evidence evidence;
    private final List<ObservedInput> inputs;
    /** Of inputs of which a part was selected. */
    private final Set<String> partly = new HashSet<>();

    private final Set<String> kinds;
    private @Nullable TextIndex names;
    private @Nullable TextIndex deliveries;

    KnownInputs(Evidence evidence) {
        this.evidence = evidence;
        inputs = evidence.inputs();
        for (ObservedInput input : inputs) {
            if (input.digest().indexOf('|') >= 0) {
                partly.add(content(input.digest()));
            }
        }
        kinds = inputs.stream().map(input -> kind(input.digest())).collect(Collectors.toSet());
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
        return inputs.isEmpty();
    }

    /** How the object stands, whose content has this digest, and of which what is selected is told by this. */
    Novelty of(FlowObject object, String content, String selected) {
        if (evidence.knows(content) || evidence.knows(content + selected)) {
            return Novelty.KNOWN;
        }
        if (partly.contains(content)) {
            return Novelty.IN_PART;
        }
        Optional<String> before = object.isWrittenOnce() ? underName(object.name()) : Optional.empty();
        if (before.isPresent()) {
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
        String content = content(other.digest());
        return evidence.knows(content)
                || partly.contains(content)
                || copy(other.name(), other.digest()).isPresent();
    }

    /** The digest of what was observed last under this name. */
    private Optional<String> underName(String name) {
        if (names == null) {
            names = index(false);
        }
        return digest(names.find(name));
    }

    private Optional<String> digest(int number) {
        return number < 0 ? Optional.empty() : Optional.of(inputs.get(number).digest());
    }

    /** By whole names or by AWS's; of those with one name the last by digest. */
    private TextIndex index(boolean delivered) {
        TextIndex index = new TextIndex(number -> {
            String name = inputs.get(number).name();
            return delivered ? name.substring(name.lastIndexOf('/') + 1) : name;
        });
        for (int number = inputs.size() - 1; number >= 0; number--) {
            String name = inputs.get(number).name();
            Optional<String> key = delivered ? delivery(name) : Optional.of(name);
            if (key.isPresent()) {
                index.add(key.get(), number);
            }
        }
        return index;
    }

    /** Which part was observed of a copy that is known by another kind of digest, and so cannot be told by it. */
    private Optional<String> copy(String name, String digest) {
        if (kinds.isEmpty() || kinds.equals(Set.of(kind(digest)))) {
            return Optional.empty();
        }
        if (deliveries == null) {
            deliveries = index(true);
        }
        TextIndex known = deliveries;
        return delivery(name)
                .flatMap(delivery -> digest(known.find(delivery)))
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
