package dev.weir.evidence;

import dev.weir.flow.TokenTable;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.function.IntPredicate;
import org.jspecify.annotations.Nullable;

/**
 * What flow records said, as counts per interface, day and key that merge in any order: no verdict and no sample.
 *
 * <p>Adding is associative and commutative, so any split of the same records over threads, files and saved profiles gives the
 * same evidence, and {@link #write} the same numbers. Verdicts are drawn from it once, at the end; the evidence
 * is what is saved, so that a saved profile can be cut in time, merged and resolved again. It is filled by one
 * {@link ProfileBuilder} at a time.
 */
public final class Evidence {

    /** The first layout of the file that tells which hours and fields unusable records are about. */
    static final int UNUSABLE_LAYOUT = 3;

    public final TokenTable texts = new TokenTable();
    public final Lanes lanes = new Lanes(texts);
    public final EntryTable narrow = EntryTable.narrow();
    public final EntryTable wide = EntryTable.wide();
    public final Map<SourceDay.Key, SourceDay> sourceDays = new HashMap<>();
    final ObservedInputs inputs;
    /** The order that was asked for last. */
    private @Nullable EvidenceOrder order;

    /**
     * Records that name no interface or no time, and so belong nowhere. Those that name {@code -} though their format has the
     * field are of no field: that is how AWS writes a regional NAT gateway, which is associated with no group.
     */
    public final UnusableRecords homeless = new UnusableRecords();

    public Evidence() {
        this(new ObservedInputs());
    }

    private Evidence(ObservedInputs inputs) {
        this.inputs = inputs;
    }

    /** Evidence of nothing yet, to be made of what this one holds: it shares its inputs. */
    public Evidence ofSameInputs() {
        return new Evidence(inputs);
    }

    /** The same without inputs: what was learned, wherever that was. */
    public Evidence withoutInputs() {
        Evidence learned = new Evidence();
        learned.learn(this, day -> true, Taking.COPY);
        return learned;
    }

    /** Evidence of nothing. */
    public static Evidence empty() {
        return new Evidence();
    }

    /** Reads what {@link #write} wrote. */
    public static Evidence read(EvidenceInput input) {
        return EvidenceReader.read(input);
    }

    /** The layout that {@link #write} uses: the third where records could not be used, which earlier ones had no place for. */
    public int layout() {
        boolean plain = homeless.isPlain() && sourceDays.values().stream().allMatch(day -> day.unusable.isPlain());
        return plain ? UNUSABLE_LAYOUT - 1 : UNUSABLE_LAYOUT;
    }

    /** Writes all of it, canonically: equal evidence gives equal numbers and texts. */
    public void write(EvidenceOutput output) {
        new EvidenceWriter(this).write(output);
    }

    /**
     * The one order of all that it holds; found once for those who save it and those who resolve it.
     *
     * <p>From here on entries are looked at and not looked up, so the index is given back.
     */
    public synchronized EvidenceOrder order() {
        EvidenceOrder last = order;
        if (last == null || !last.isWhole()) {
            last = new EvidenceOrder(this);
            order = last;
            narrow.dropIndex();
            wide.dropIndex();
        }
        return last;
    }

    /** What was observed so far, by digest. */
    public List<ObservedInput> inputs() {
        return inputs.sorted();
    }

    /** Those of the inputs that are days of tables. */
    public List<ObservedInput> tableDays() {
        return inputs.tableDays();
    }

    /** Whether a thing with this digest was observed already. */
    public boolean knows(String digest) {
        return inputs.knows(digest);
    }

    /** How many entries it holds: distinct interface, day and key; memory is proportional to this and not to the records. */
    public long entries() {
        return (long) narrow.size() + wide.size();
    }

    /** How many records it was made of. */
    public long records() {
        long records = homeless.records();
        for (SourceDay day : sourceDays.values()) {
            records = EntryTable.sum(records, EntryTable.sum(day.records, EntryTable.sum(day.noData, day.skipData)));
        }
        return records;
    }

    /**
     * The evidence of these days alone, both included: what observing only their records would have given, but for the inputs,
     * which are kept whole.
     */
    public Evidence cut(LocalDate from, LocalDate to) {
        Evidence part = new Evidence();
        part.add(this, day -> from.toEpochDay() <= day && day <= to.toEpochDay(), Taking.COPY);
        return part;
    }

    /**
     * Adds all of {@code other}, which stays as it is.
     *
     * <p>An input that both hold must not count twice: if one side holds all inputs of the other, the larger is the result.
     *
     * @throws IllegalArgumentException if both hold some of the same inputs and each has some of its own
     */
    public Evidence merge(Evidence other) {
        return merge(other, Taking.COPY);
    }

    /** Adds all of {@code other}, giving back its memory on the way; it is of no more use. */
    public Evidence absorb(Evidence other) {
        return isOfNothing() ? other : merge(other, Taking.CONSUME);
    }

    private boolean isOfNothing() {
        return homeless.records() == 0 && inputs.isEmpty() && sourceDays.isEmpty() && entries() == 0;
    }

    private Evidence merge(Evidence other, Taking taking) {
        long shared = inputs.shared(other.inputs);
        if (shared > 0) {
            if (shared == other.inputs.size()) {
                return this;
            }
            if (shared == inputs.size()) {
                return other;
            }
            throw new IllegalArgumentException(
                    ("the two profiles share %d inputs, such as `%s`, and each has others: merging would count the"
                                    + " shared ones twice; help: observe the missing inputs into one of them")
                            .formatted(shared, sharedName(other)));
        }
        add(other, day -> true, taking);
        return this;
    }

    private String sharedName(Evidence other) {
        return other.inputs().stream()
                .filter(input -> inputs.knows(input.digest()))
                .map(ObservedInput::name)
                .findFirst()
                .orElse("");
    }

    private enum Taking {
        COPY,
        CONSUME
    }

    private void add(Evidence other, IntPredicate days, Taking taking) {
        inputs.addAll(other.inputs);
        learn(other, days, taking);
    }

    private void learn(Evidence other, IntPredicate days, Taking taking) {
        homeless.merge(other.homeless);
        int[] token = new int[other.texts.size()];
        for (int i = 0; i < token.length; i++) {
            token[i] = texts.intern(other.texts.text(i));
        }
        int[] lane = new int[other.lanes.size()];
        for (int i = 0; i < lane.length; i++) {
            lane[i] = lanes.find(
                    token[other.lanes.networkInterface(i)],
                    mapped(token, other.lanes.flowLog(i)),
                    other.lanes.family(i),
                    other.lanes.high(i),
                    other.lanes.low(i),
                    other.lanes.packetFamily(i),
                    other.lanes.packetHigh(i),
                    other.lanes.packetLow(i));
        }
        other.sourceDays.forEach((key, said) -> {
            if (days.test(key.day())) {
                int[] owners = new int[said.owners.length];
                for (int i = 0; i < owners.length; i++) {
                    owners[i] = mapped(token, said.owners[i]);
                }
                sourceDay(token[key.networkInterface()], mapped(token, key.flowLog()), key.day())
                        .merge(texts, said, owners);
            }
        });
        add(other.narrow, days, lane, token, taking);
        add(other.wide, days, lane, token, taking);
    }

    private void add(EntryTable other, IntPredicate days, int[] lane, int[] token, Taking taking) {
        Filing filing = new Filing(other, this, token);
        for (int from = 0; from < other.size(); from++) {
            long place = other.word(from, EntryTable.PLACE);
            if (days.test(EntryTable.day(place))) {
                filing.put(from, lane[EntryTable.lane(place)]);
            }
            if (taking == Taking.CONSUME && other.endsSegment(from)) {
                filing.flush();
                other.drop(from);
            }
        }
        filing.flush();
    }

    private static int mapped(int[] token, int other) {
        return other < 0 ? TokenTable.NONE : token[other];
    }

    /** Of several AWS services of one entry the alphabetically first is kept. */
    public void service(EntryTable table, int entry, int service) {
        int known = table.service(entry);
        if (service >= 0
                && service != known
                && (known < 0 || texts.text(service).compareTo(texts.text(known)) < 0)) {
            table.putService(entry, service);
        }
    }

    public SourceDay sourceDay(int networkInterface, int flowLog, int day) {
        return sourceDays.computeIfAbsent(new SourceDay.Key(networkInterface, flowLog, day), unused -> new SourceDay());
    }
}
