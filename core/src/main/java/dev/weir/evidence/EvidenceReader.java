package dev.weir.evidence;

import java.util.Optional;

/** Reads what {@link EvidenceWriter} wrote, believing none of it: every number has its range and every order is checked. */
final class EvidenceReader {

    private static final int PARTS = 12;
    private static final long WORD = 0xffff_ffffL;
    /** The most ports that version 1 names; read, a set of more than {@link PortSets#KEPT} is one of many. */
    private static final int FIRST_KEPT = 64;

    private final EvidenceInput input;
    private final Evidence evidence = new Evidence();
    private final int mostPorts;
    private int texts;
    private int lanes;

    private EvidenceReader(EvidenceInput input) {
        this.input = input;
        mostPorts = input.version() == 1 ? FIRST_KEPT : PortSets.KEPT;
    }

    static Evidence read(EvidenceInput input) {
        EvidenceReader reader = new EvidenceReader(input);
        reader.readInputs();
        reader.readTextsAndLanes();
        reader.readSourceDays();
        reader.readEntries(reader.evidence.narrow);
        reader.readEntries(reader.evidence.wide);
        return reader.evidence;
    }

    private void readInputs() {
        evidence.homeless.read(input, 0);
        long count = input.number(0, Integer.MAX_VALUE);
        String last = "";
        for (long i = 0; i < count; i++) {
            String digest = input.text();
            String name = input.text();
            long records = input.number(0, Long.MAX_VALUE);
            long malformed = input.number(0, Long.MAX_VALUE);
            Optional<String> problem = input.number(0, 1) == 1 ? Optional.of(input.text()) : Optional.empty();
            check(i == 0 || last.compareTo(digest) < 0, "inputs");
            last = digest;
            evidence.inputs.add(new ObservedInput(digest, name, records, malformed, problem));
        }
    }

    private void readTextsAndLanes() {
        texts = (int) input.number(0, Integer.MAX_VALUE - 1);
        String last = "";
        for (int i = 0; i < texts; i++) {
            String text = input.text();
            check(last.compareTo(text) < 0 && evidence.texts.intern(text) == i, "texts");
            last = text;
        }
        lanes = (int) input.number(0, Integer.MAX_VALUE - 1);
        for (int i = 0; i < lanes; i++) {
            int networkInterface = (int) input.number(0, texts - 1L);
            int flowLog = token();
            int family = family();
            long high = family == 6 ? input.number() : 0;
            long low = family == 6 ? input.number() : family == 4 ? input.number(0, WORD) : 0;
            int packetFamily = family();
            long packetHigh = packetFamily == 6 ? input.number() : 0;
            long packetLow = packetFamily == 6 ? input.number() : packetFamily == 4 ? input.number(0, WORD) : 0;
            int lane = evidence.lanes.find(
                    networkInterface, flowLog, family, high, low, packetFamily, packetHigh, packetLow);
            check(lane == i, "lanes");
        }
    }

    private void readSourceDays() {
        long count = input.number(0, Integer.MAX_VALUE);
        for (long i = 0; i < count; i++) {
            SourceDay.Key key = new SourceDay.Key((int) input.number(0, texts - 1L), token(), day());
            SourceDay day = new SourceDay();
            day.hours = (int) input.number(0, 0xff_ffff);
            day.records = input.number(0, Long.MAX_VALUE);
            day.noData = input.number(0, Long.MAX_VALUE);
            day.skipData = input.number(0, Long.MAX_VALUE);
            day.unusable.read(input, day.hours);
            day.lacking = (int) input.number(0, (1 << SourceDay.WANTED.size()) - 1);
            for (int owner = 0; owner < day.owners.length; owner++) {
                day.owners[owner] = token();
            }
            check(evidence.sourceDays.put(key, day) == null, "days");
        }
    }

    /** Entries that ascend are each another one, so none is looked up. */
    private void readEntries(EntryTable table) {
        long count = input.number(0, Integer.MAX_VALUE);
        int lastInterface = -1;
        long lastKey = 0;
        for (long i = 0; i < count; i++) {
            int lane = (int) input.number(0, lanes - 1L);
            int day = day();
            int networkInterface = evidence.lanes.networkInterface(lane);
            boolean another = networkInterface != lastInterface;
            check(networkInterface >= lastInterface, "entries");
            lastInterface = networkInterface;
            long key = (another ? 0 : lastKey) + input.number();
            checkKey(table, key);
            int entry = table.added(key, EntryTable.place(lane, day));
            if (table.isWide()) {
                for (int word = EntryTable.PEER_HIGH; word <= EntryTable.OTHER_LOW; word++) {
                    table.word(entry, word, input.number());
                }
            }
            check(another || key > lastKey || key == lastKey && ascends(table, entry), "entries");
            lastKey = key;
            readCounts(table, entry);
        }
    }

    /** Whether an entry stands behind the one before it by addresses, day and lane, their keys being one. */
    private static boolean ascends(EntryTable table, int entry) {
        for (int word = EntryTable.PEER_HIGH; table.isWide() && word <= EntryTable.OTHER_LOW; word++) {
            int order = Long.compareUnsigned(table.word(entry - 1, word), table.word(entry, word));
            if (order != 0) {
                return order < 0;
            }
        }
        long before = table.word(entry - 1, EntryTable.PLACE);
        long place = table.word(entry, EntryTable.PLACE);
        int days = Integer.compare(EntryTable.day(before), EntryTable.day(place));
        return days < 0 || days == 0 && EntryTable.lane(before) < EntryTable.lane(place);
    }

    private void checkKey(EntryTable table, long key) {
        int side = EntryTable.side(key);
        boolean known = side >= ServiceSide.PEER && side <= ServiceSide.DENIED
                || table.isWide()
                        && side >= (ServiceSide.PEER | ServiceSide.UNORIENTED)
                        && side <= (ServiceSide.DENIED | ServiceSide.UNORIENTED);
        check(known && key >>> 60 == 0, "keys");
    }

    private void readCounts(EntryTable table, int entry) {
        long mask = input.number(0, (1 << PARTS) - 1);
        long[] parts = new long[PARTS];
        for (int i = 0; i < PARTS; i++) {
            if ((mask & 1L << i) != 0) {
                parts[i] = input.number(1, MOST[i] < 0 ? texts : MOST[i]);
            }
        }
        long last = input.number(0, EntryTable.LATEST);
        table.word(entry, EntryTable.CERTAIN, parts[0] << 32 | parts[1]);
        table.word(entry, EntryTable.RECORDS, parts[2] << 32 | parts[3]);
        table.word(entry, EntryTable.BYTES, parts[4]);
        table.word(entry, EntryTable.PACKETS, parts[5] << 32 | parts[6]);
        table.word(
                entry,
                EntryTable.TIMES,
                EntryTable.NEVER - parts[7] << 42 | EntryTable.NEVER - parts[8] << 25 | last << 8 | parts[9]);
        table.putService(entry, (int) parts[10] - 1);
        if (parts[11] == PortSets.MANY) {
            table.putPorts(entry, (long) PortSets.MANY << 32);
            return;
        }
        check(parts[11] <= mostPorts, "port counts");
        long port = -1;
        for (long i = 0; i < parts[11]; i++) {
            port = port + 1 + input.number(0, 65_535);
            check(port <= 65_535, "ports");
            table.addPort(entry, (int) port);
        }
    }

    /** By part, the largest value; -1 is a reference to a text. */
    private static final long[] MOST = {
        WORD, WORD, WORD, WORD, Long.MAX_VALUE, WORD, WORD, EntryTable.NEVER, EntryTable.NEVER, 0xff, -1, PortSets.MANY
    };

    private int token() {
        return (int) input.number(0, texts) - 1;
    }

    private int family() {
        int family = (int) input.number(0, 6);
        check(family == 0 || family == 4 || family == 6, "address families");
        return family;
    }

    private int day() {
        return (int) input.number(0, 0xffff);
    }

    private static void check(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException("its " + what + " are not as weir writes them");
        }
    }
}
