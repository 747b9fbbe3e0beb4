package dev.weir.report;

import dev.weir.finding.Exposure;
import dev.weir.finding.Finding;
import dev.weir.finding.Opening;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Ratio;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Evidence and exposure of a finding, as members of the contract.
 *
 * <p>Findings with equal rules and exposure share what was written for one of them, in a table of pairs where a newcomer
 * replaces the elder. A scan mostly hands out the very same objects for equal rules, which are compared first.
 */
final class EvidenceJson {

    private static final int SLOT_BITS = 13;
    private static final int LONGEST = 2_048;

    private final JsonText json;
    private final RatioText ratios;
    private final @Nullable Entry[] entries = new @Nullable Entry[2 << SLOT_BITS];

    private record Entry(Exposure exposure, Opening opening, byte[] members) {

        boolean says(Finding finding) {
            Opening other = finding.opening();
            boolean sameExposure = Identity.same(exposure, finding.exposure()) || exposure.equals(finding.exposure());
            if (Identity.same(opening, other)) {
                return sameExposure;
            }
            return sameExposure
                    && (Identity.same(opening.tcp(), other.tcp()) || opening.openTcpPorts() == other.openTcpPorts())
                    && (Identity.same(opening.udp(), other.udp()) || opening.openUdpPorts() == other.openUdpPorts())
                    && same(opening.widestIpv4(), other.widestIpv4())
                    && same(opening.widestIpv6(), other.widestIpv6())
                    && sameBesideDescriptions(opening.rules(), other.rules());
        }

        private static boolean same(Ratio one, Ratio other) {
            return Identity.same(one, other) || one.equals(other);
        }
    }

    EvidenceJson(JsonText json) {
        this.json = json;
        this.ratios = new RatioText(json);
    }

    /** Whether both lists name the same rules; evidence and templates say nothing of descriptions. */
    static boolean sameBesideDescriptions(List<SecurityGroupRule.Known> some, List<SecurityGroupRule.Known> others) {
        if (some.size() != others.size()) {
            return false;
        }
        for (int i = 0; i < some.size(); i++) {
            SecurityGroupRule.Known one = some.get(i);
            SecurityGroupRule.Known other = others.get(i);
            boolean same = Identity.same(one, other)
                    || one.id().equals(other.id())
                            && one.service().equals(other.service())
                            && one.destination().equals(other.destination());
            if (!same) {
                return false;
            }
        }
        return true;
    }

    void write(Finding finding) {
        Opening opening = finding.opening();
        int slot = 2 * slot(finding.exposure(), opening);
        Entry younger = entries[slot];
        if (younger != null && younger.says(finding)) {
            json.piece(younger.members());
            return;
        }
        Entry elder = entries[slot + 1];
        if (elder != null && elder.says(finding)) {
            json.piece(elder.members());
        } else {
            encode(finding, opening, slot);
        }
    }

    private static int slot(Exposure exposure, Opening opening) {
        int hash =
                exposure.ipv4().part().hashCode() * 31 + exposure.ipv6().part().hashCode() * 17;
        List<SecurityGroupRule.Known> rules = opening.rules();
        for (int i = 0; i < rules.size(); i++) {
            hash = (hash * 31 + rules.get(i).service().hashCode()) * 31
                    + rules.get(i).destination().hashCode();
        }
        hash = (hash * 31 + opening.openTcpPorts()) * 31 + opening.openUdpPorts();
        return hash * 0x9e3779b9 >>> 32 - SLOT_BITS;
    }

    private void encode(Finding finding, Opening opening, int slot) {
        int mark = json.mark();
        json.name("evidence");
        write(opening);
        json.name("exposure").beginObject();
        json.name("ipv4");
        ratios.write(finding.exposure().ipv4());
        json.name("ipv6");
        ratios.write(finding.exposure().ipv6());
        json.endObject();
        if (json.mark() - mark <= LONGEST) {
            entries[slot + 1] = entries[slot];
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
        json.name("ipv4");
        ratios.write(opening.widestIpv4());
        json.name("ipv6");
        ratios.write(opening.widestIpv6());
        json.endObject().endObject();
    }
}
