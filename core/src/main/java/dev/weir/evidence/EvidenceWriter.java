package dev.weir.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.BitSet;
import java.util.Comparator;
import java.util.List;

/**
 * Writes evidence in its one order; docs/formats/profile.md describes what comes out.
 *
 * <p>Only texts and lanes that something refers to are written, so evidence that was cut writes the same as evidence that
 * never held the rest.
 */
final class EvidenceWriter {

    private static final int AHEAD = 64;

    private final Evidence evidence;
    private final int layout;
    private final EvidenceOrder order;
    /** By token and by lane: the number in the file. */
    private final int[] text;

    private final int[] lane;
    private final List<SourceDay.Key> days;
    private final int[] opposites = new int[PortSets.KEPT];
    private final long[] parts = new long[12];
    /** The sum of what was touched, so that touching is not optimised away. */
    long touched;

    EvidenceWriter(Evidence evidence) {
        this.evidence = evidence;
        layout = evidence.layout();
        order = evidence.order();
        text = new int[evidence.texts.size()];
        lane = new int[evidence.lanes.size()];
        days = new ArrayList<>(evidence.sourceDays.keySet());
        days.sort(Comparator.<SourceDay.Key>comparingInt(key -> order.textRank[key.networkInterface()])
                .thenComparingInt(key -> key.flowLog() < 0 ? -1 : order.textRank[key.flowLog()])
                .thenComparingInt(SourceDay.Key::day));
    }

    void write(EvidenceOutput output) {
        evidence.homeless.write(output, layout);
        output.number(evidence.inputs.size());
        for (ObservedInput input : evidence.inputs()) {
            output.text(input.digest());
            output.text(input.name());
            output.number(input.records());
            output.number(input.malformed());
            output.number(input.problem().isPresent() ? 1 : 0);
            input.problem().ifPresent(output::text);
        }
        writeTextsAndLanes(output);
        output.number(days.size());
        for (SourceDay.Key key : days) {
            write(output, key, evidence.sourceDays.getOrDefault(key, new SourceDay()));
        }
        write(output, evidence.narrow);
        write(output, evidence.wide);
    }

    private void writeTextsAndLanes(EvidenceOutput output) {
        BitSet lanes = new BitSet();
        BitSet texts = new BitSet();
        for (EntryTable table : List.of(evidence.narrow, evidence.wide)) {
            for (int entry = 0; entry < table.size(); entry++) {
                lanes.set(EntryTable.lane(table.word(entry, EntryTable.PLACE)));
                use(texts, table.service(entry));
            }
        }
        lanes.stream().forEach(used -> {
            use(texts, evidence.lanes.networkInterface(used));
            use(texts, evidence.lanes.flowLog(used));
        });
        evidence.sourceDays.forEach((key, day) -> {
            use(texts, key.networkInterface());
            use(texts, key.flowLog());
            Arrays.stream(day.owners).forEach(owner -> use(texts, owner));
        });
        int[] byRank = new int[text.length];
        for (int token = 0; token < text.length; token++) {
            byRank[order.textRank[token]] = token;
        }
        output.number(texts.cardinality());
        int written = 0;
        for (int token : byRank) {
            if (texts.get(token)) {
                text[token] = written++;
                output.text(evidence.texts.text(token));
            }
        }
        output.number(lanes.cardinality());
        written = 0;
        for (int used : order.lanes) {
            if (lanes.get(used)) {
                lane[used] = written++;
                writeLane(output, used);
            }
        }
    }

    private void writeLane(EvidenceOutput output, int used) {
        Lanes lanes = evidence.lanes;
        output.number(text[lanes.networkInterface(used)]);
        output.number(reference(lanes.flowLog(used)));
        output.number(lanes.family(used));
        writeAddress(output, lanes.family(used), lanes.high(used), lanes.low(used));
        output.number(lanes.packetFamily(used));
        writeAddress(output, lanes.packetFamily(used), lanes.packetHigh(used), lanes.packetLow(used));
    }

    private static void writeAddress(EvidenceOutput output, int family, long high, long low) {
        if (family == 6) {
            output.number(high);
        }
        if (family != 0) {
            output.number(low);
        }
    }

    private void write(EvidenceOutput output, SourceDay.Key key, SourceDay day) {
        output.number(text[key.networkInterface()]);
        output.number(reference(key.flowLog()));
        output.number(key.day());
        output.number(day.hours);
        output.number(day.records);
        output.number(day.noData);
        output.number(day.skipData);
        day.unusable.write(output, layout);
        output.number(day.lacking);
        for (int owner : day.owners) {
            output.number(reference(owner));
        }
    }

    private void write(EvidenceOutput output, EntryTable table) {
        output.number(table.size());
        int lastInterface = -1;
        long lastKey = 0;
        int[] entries = order.entries(table);
        for (int i = 0; i < entries.length; i++) {
            if (i % AHEAD == 0) {
                touched += table.touch(entries, i, Math.min(entries.length, i + AHEAD));
            }
            int entry = entries[i];
            long place = table.word(entry, EntryTable.PLACE);
            int entryLane = EntryTable.lane(place);
            if (order.interfaceRank[entryLane] != lastInterface) {
                lastInterface = order.interfaceRank[entryLane];
                lastKey = 0;
            }
            long key = table.word(entry, EntryTable.KEY);
            output.number(lane[entryLane]);
            output.number(EntryTable.day(place));
            output.number(key - lastKey);
            lastKey = key;
            if (table.isWide()) {
                for (int word = EntryTable.PEER_HIGH; word <= EntryTable.OTHER_LOW; word++) {
                    output.number(table.word(entry, word));
                }
            }
            writeCounts(output, table, entry);
        }
    }

    private void writeCounts(EvidenceOutput output, EntryTable table, int entry) {
        long[] words = table.segment(entry);
        int base = table.base(entry);
        long times = words[base + EntryTable.TIMES];
        long ports = table.portsHandle(entry);
        parts[0] = EntryTable.upper(words[base + EntryTable.CERTAIN]);
        parts[1] = EntryTable.lower(words[base + EntryTable.CERTAIN]);
        parts[2] = EntryTable.upper(words[base + EntryTable.RECORDS]);
        parts[3] = EntryTable.lower(words[base + EntryTable.RECORDS]);
        parts[4] = words[base + EntryTable.BYTES];
        parts[5] = EntryTable.upper(words[base + EntryTable.PACKETS]);
        parts[6] = EntryTable.lower(words[base + EntryTable.PACKETS]);
        parts[7] = (long) EntryTable.NEVER - EntryTable.toward(times);
        parts[8] = (long) EntryTable.NEVER - EntryTable.from(times);
        parts[9] = EntryTable.paths(times);
        parts[10] = reference(table.service(entry));
        parts[11] = PortSets.count(ports);
        int mask = 0;
        for (int i = 0; i < parts.length; i++) {
            mask |= parts[i] == 0 ? 0 : 1 << i;
        }
        output.number(mask);
        for (long part : parts) {
            if (part != 0) {
                output.number(part);
            }
        }
        output.number(EntryTable.last(times));
        int named = table.ports.copy(ports, opposites, 0);
        Arrays.sort(opposites, 0, named);
        int last = -1;
        for (int i = 0; i < named; i++) {
            output.number(opposites[i] - last - 1);
            last = opposites[i];
        }
    }

    private int reference(int token) {
        return token < 0 ? 0 : text[token] + 1;
    }

    private static void use(BitSet texts, int token) {
        if (token >= 0) {
            texts.set(token);
        }
    }
}
