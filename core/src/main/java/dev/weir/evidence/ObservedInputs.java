package dev.weir.evidence;

import dev.weir.catalogue.MadeList;
import dev.weir.catalogue.PackedTexts;
import dev.weir.catalogue.TextIndex;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** All that was observed, each digest once: some seventy bytes an input where S3 named it, for there may be a million. */
public final class ObservedInputs {

    private static final int FIRST = 16;

    private final PackedTexts digests = new PackedTexts();
    private final PackedTexts names = new PackedTexts();
    private final TextIndex byDigest = new TextIndex(digests::get);
    private int[] records = new int[FIRST];
    /** Those of which more is to be said than so many records. */
    private final Map<Integer, ObservedInput> unlikeOthers = new HashMap<>();
    /** By digest, while nothing came since. */
    private int @Nullable [] order;

    ObservedInputs() {}

    /** Takes one more; false if one with its digest is there, which then stays. */
    boolean add(ObservedInput input) {
        int number = digests.size();
        if (byDigest.find(input.digest()) >= 0) {
            return false;
        }
        digests.add(input.digest());
        names.add(input.name());
        byDigest.add(input.digest(), number);
        if (number == records.length) {
            records = Arrays.copyOf(records, 2 * number);
        }
        boolean plain = input.malformed() == 0
                && input.problem().isEmpty()
                && input.records() >= 0
                && input.records() <= Integer.MAX_VALUE;
        if (plain) {
            records[number] = (int) input.records();
        } else {
            unlikeOthers.put(number, input);
        }
        order = null;
        return true;
    }

    /** Takes those of another that are not here yet. */
    void addAll(ObservedInputs other) {
        for (int number = 0; number < other.size(); number++) {
            add(other.get(number));
        }
    }

    private ObservedInput get(int number) {
        ObservedInput unlike = unlikeOthers.get(number);
        return unlike == null
                ? new ObservedInput(digests.get(number), names.get(number), records[number], 0, Optional.empty())
                : unlike;
    }

    public int size() {
        return digests.size();
    }

    public boolean isEmpty() {
        return size() == 0;
    }

    /** Whether one with this digest is here. */
    public boolean knows(String digest) {
        return byDigest.find(digest) >= 0;
    }

    /** How many of the other's are here too. */
    int shared(ObservedInputs other) {
        int shared = 0;
        for (int number = 0; number < other.size(); number++) {
            shared += knows(other.digests.get(number)) ? 1 : 0;
        }
        return shared;
    }

    /** As they are now, by digest. */
    public synchronized List<ObservedInput> sorted() {
        int[] sorted = order;
        if (sorted == null || sorted.length != size()) {
            sorted = digests.sorted();
            order = sorted;
        }
        int[] whole = sorted;
        return new MadeList<>(whole.length, place -> get(whole[place]));
    }

    /** Those that are days of tables, found without a look at the others. */
    List<ObservedInput> tableDays() {
        List<ObservedInput> all = sorted();
        ObservedInput least = new ObservedInput(TableDay.DIGEST, "", 0, 0, Optional.empty());
        int from = Collections.binarySearch(all, least);
        from = from < 0 ? -from - 1 : from;
        int to = from;
        while (to < all.size() && all.get(to).isTableDay()) {
            to++;
        }
        return all.subList(from, to);
    }
}
