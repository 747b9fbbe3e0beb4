package dev.weir.evidence;

import dev.weir.flow.FlowField;
import dev.weir.flow.FlowLogFormat;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/** The losses of one reader, object by object. */
final class Losses {

    private static final int FEW = 1024;

    private String input = "";
    /** The needed fields that the format has no column for, as a mask of {@link NeededFields}. */
    private int byFormat;

    private List<String> strange = List.of();
    private final List<Loss> ofInput = new ArrayList<>();
    private List<Loss> all = new ArrayList<>();
    /** How many are brought together when there are so many: their names are copied then. */
    private int most = FEW;

    void begin(String object) {
        settle();
        input = object;
    }

    void format(FlowLogFormat format) {
        byFormat = NeededFields.missing(format);
        strange = byFormat == 0
                ? List.of()
                : format.columns().stream()
                        .filter(column -> FlowField.named(column).isEmpty())
                        .toList();
    }

    int byFormat() {
        return byFormat;
    }

    /** Notes that the format is one from which nothing can be learned, if it is. */
    void noteFormat() {
        if (byFormat != 0) {
            count(0, byFormat);
        }
    }

    /** Counts records that lack these fields. */
    void count(long records, int missing) {
        boolean lackedByFormat = (missing & byFormat) != 0;
        int lacking = lackedByFormat ? byFormat : missing;
        for (int i = 0; i < ofInput.size(); i++) {
            Loss one = ofInput.get(i);
            if (one.byFormat() == lackedByFormat
                    && one.strange().equals(strange)
                    && one.fields().equals(NeededFields.fields(lacking))) {
                ofInput.set(i, new Loss(one.fields(), lackedByFormat, strange, one.records() + records, Set.of(input)));
                return;
            }
        }
        ofInput.add(new Loss(NeededFields.fields(lacking), lackedByFormat, strange, records, Set.of(input)));
    }

    private void settle() {
        all.addAll(ofInput);
        ofInput.clear();
        if (all.size() >= most) {
            all = new ArrayList<>(Loss.merged(all));
            most = FEW + 2 * all.stream().mapToInt(loss -> loss.inputs().size()).sum();
        }
    }

    List<Loss> all() {
        settle();
        return Loss.merged(all);
    }
}
