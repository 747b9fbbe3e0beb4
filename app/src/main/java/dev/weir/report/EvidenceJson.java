package dev.weir.report;

import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Opening;
import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence and exposure of a finding, as members of the contract.
 *
 * <p>A scan judges equal rules once and hands out the same exposure and ports for each group that has them. So those are
 * looked up by identity, which costs nothing, in a table where a newcomer replaces what was there; it is
 * large, so that few do.
 */
final class EvidenceJson {

    private static final int SLOTS = 1 << 14;
    private static final int LONGEST = 2_048;

    private final JsonText json;
    private final @Nullable Entry[] entries = new @Nullable Entry[SLOTS];

    private record Entry(Exposure exposure, Opening opening, byte[] members) {

        boolean says(Finding finding) {
            Opening other = finding.opening();
            if (Identity.same(opening, other) && Identity.same(exposure, finding.exposure())) {
                return true;
            }
            return Identity.same(exposure, finding.exposure())
                    && Identity.same(opening.tcp(), other.tcp())
                    && Identity.same(opening.udp(), other.udp())
                    && Identity.same(opening.widestIpv4(), other.widestIpv4())
                    && Identity.same(opening.widestIpv6(), other.widestIpv6())
                    && sameRules(opening.rules(), other.rules());
        }
    }

    EvidenceJson(JsonText json) {
        this.json = json;
    }

    /** Whether both lists read the same to the reader of a report: ids, services, destinations and descriptions. */
    static boolean sameRules(List<SecurityGroupRule.Known> some, List<SecurityGroupRule.Known> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            SecurityGroupRule.Known one = some.get(i);
            SecurityGroupRule.Known other = others.get(i);
            boolean same = Identity.same(one, other)
                    || one.id().equals(other.id())
                            && one.service().equals(other.service())
                            && one.destination().equals(other.destination())
                            && one.description().equals(other.description());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    void write(Finding finding) {
        Opening opening = finding.opening();
        int slot =
                (System.identityHashCode(finding.exposure()) + (opening.rules().isEmpty() ? 1 : 0)) % SLOTS;
        Entry entry = entries[slot];
        if (entry != null && entry.says(finding)) {
            json.piece(entry.members());
        } else {
            encode(finding, opening, slot);
        }
    }

    private void encode(Finding finding, Opening opening, int slot) {
        int mark = json.mark();
        json.name("evidence");
        write(opening);
        json.name("exposure").beginObject();
        json.name("ipv4").number(finding.exposure().ipv4().toDouble());
        json.name("ipv6").number(finding.exposure().ipv6().toDouble()).endObject();
        if (json.mark() - mark <= LONGEST) {
            entries[slot] = new Entry(finding.exposure(), opening, json.since(mark));
        }
    }

    private void write(Opening opening) {
        json.beginObject().name("rules").beginArray();
        for (SecurityGroupRule.Known rule : opening.rules()) {
            json.beginObject();
            json.name("id").textOrNull(rule.id().orElse(""));
            json.name("protocol").text(rule.service().protocol().toString());
            json.name("ports").text(rule.service().ports());
            json.name("destination").text(rule.destination().text());
            json.endObject();
        }
        json.endArray();
        json.name("openPorts").beginObject();
        json.name("tcp").number(opening.openTcpPorts());
        json.name("udp").number(opening.openUdpPorts()).endObject();
        json.name("worldShare").beginObject();
        json.name("ipv4").number(opening.widestIpv4().toDouble());
        json.name("ipv6").number(opening.widestIpv6().toDouble()).endObject();
        json.endObject();
    }
}
