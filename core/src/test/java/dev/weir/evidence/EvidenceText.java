package dev.weir.evidence;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Evidence as lines that people compare, sorted. */
public final class EvidenceText {

    private EvidenceText() {}

    public static List<String> of(Evidence evidence) {
        List<String> lines = new ArrayList<>();
        lines.add("homeless " + evidence.homeless.records() + " " + evidence.homeless.byField());
        evidence.sourceDays.forEach((key, day) ->
                lines.add("day %s %s %d hours %x records %d nodata %d skipdata %d unusable %d %x %s lacking %x of %s"
                        .formatted(
                                evidence.texts.text(key.networkInterface()),
                                key.flowLog() < 0 ? "-" : evidence.texts.text(key.flowLog()),
                                key.day(),
                                day.hours,
                                day.records,
                                day.noData,
                                day.skipData,
                                day.unusable.records(),
                                day.unusable.hours(),
                                day.unusable.byField(),
                                day.lacking,
                                owners(evidence, day))));
        entries(evidence, evidence.narrow, lines);
        entries(evidence, evidence.wide, lines);
        lines.sort(null);
        return lines;
    }

    private static List<String> owners(Evidence evidence, SourceDay day) {
        return Arrays.stream(day.owners)
                .mapToObj(owner -> owner < 0 ? "-" : evidence.texts.text(owner))
                .toList();
    }

    private static void entries(Evidence evidence, EntryTable table, List<String> lines) {
        for (int entry = 0; entry < table.size(); entry++) {
            long key = table.word(entry, EntryTable.KEY);
            int lane = EntryTable.lane(table.word(entry, EntryTable.PLACE));
            long times = table.word(entry, EntryTable.TIMES);
            int[] ports = new int[PortSets.KEPT];
            int named = table.ports.copy(table.portsHandle(entry), ports, 0);
            Arrays.sort(ports, 0, named);
            StringBuilder line = new StringBuilder(
                    "entry %s %s lane %d %x.%x packet %d %x.%x day %d side %d protocol %d peer %x port %d"
                            .formatted(
                                    evidence.lanes.interfaceText(lane),
                                    evidence.lanes.flowLogText(lane),
                                    evidence.lanes.family(lane),
                                    evidence.lanes.high(lane),
                                    evidence.lanes.low(lane),
                                    evidence.lanes.packetFamily(lane),
                                    evidence.lanes.packetHigh(lane),
                                    evidence.lanes.packetLow(lane),
                                    EntryTable.day(table.word(entry, EntryTable.PLACE)),
                                    EntryTable.side(key),
                                    EntryTable.protocol(key),
                                    EntryTable.peer(key),
                                    EntryTable.port(key)));
            for (int word = EntryTable.PEER_HIGH; table.isWide() && word <= EntryTable.OTHER_LOW; word++) {
                line.append(" %x".formatted(table.word(entry, word)));
            }
            line.append(" certain %x records %x bytes %d packets %x times %d %d %d paths %x service %s ports %d %s"
                    .formatted(
                            table.word(entry, EntryTable.CERTAIN),
                            table.word(entry, EntryTable.RECORDS),
                            table.word(entry, EntryTable.BYTES),
                            table.word(entry, EntryTable.PACKETS),
                            EntryTable.toward(times),
                            EntryTable.from(times),
                            EntryTable.last(times),
                            EntryTable.paths(times),
                            table.service(entry) < 0 ? "-" : evidence.texts.text(table.service(entry)),
                            PortSets.count(table.portsHandle(entry)),
                            Arrays.toString(Arrays.copyOf(ports, named))));
            lines.add(line.toString());
        }
    }
}
