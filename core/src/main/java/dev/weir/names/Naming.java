package dev.weir.names;

import java.util.List;

/**
 * What a destination is called.
 *
 * @param names the one that is meant, or all that may be, the likelier before the others
 * @param certainty how sure that is; {@link Certainty#CERTAIN} and {@link Certainty#LIKELY} go with one name
 */
public record Naming(List<AskedName> names, Certainty certainty) {

    /** Nothing is known. */
    public static final Naming NONE = new Naming(List.of(), Certainty.NONE);

    public Naming {
        names = List.copyOf(names);
        int count = names.size();
        boolean fits = switch (certainty) {
            case NONE -> count == 0;
            case CERTAIN, LIKELY -> count == 1;
            case ONE_OF -> count > 1;
        };
        if (!fits) {
            throw new IllegalArgumentException(count + " names cannot be `" + certainty.id() + "`");
        }
    }
}
