package dev.weir.finding;

import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Ratio;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;

/**
 * What the check says of the contents of a rule list: everything of a finding that depends on services and destinations
 * alone, so that groups with the same rules share it. Rules are named by their place in the list.
 *
 * @param allPorts the verdict under all-ports
 * @param anyPort the verdict under any-port
 * @param allPortsFamilies families of the packets by which all-ports fails or is unknown; both on a pass
 * @param anyPortFamilies the same for any-port
 * @param tcp TCP ports that are known to be open to the world
 * @param udp UDP ports likewise
 * @param widestIpv4 the largest share of public IPv4 that one port is known to reach
 * @param widestIpv6 the same for IPv6
 * @param exposure the share of the world that is known to be permitted
 * @param openingRules places of the rules that open a port to the world, ascending
 * @param unresolvedRules places of the rules that could reach further than is known, ascending
 * @param notices sentences about large public destinations
 * @param openings the evidence, made once for equal lists
 */
record Judgement(
        Verdict allPorts,
        Verdict anyPort,
        Set<IpFamily> allPortsFamilies,
        Set<IpFamily> anyPortFamilies,
        List<PortRange> tcp,
        List<PortRange> udp,
        Ratio widestIpv4,
        Ratio widestIpv6,
        Exposure exposure,
        List<Integer> openingRules,
        List<Integer> unresolvedRules,
        List<String> notices,
        Openings openings) {

    /** Packets of either family. */
    static final Set<IpFamily> BOTH = Set.of(IpFamily.values());

    /** Of rules that reach no public address. */
    static final Judgement NOTHING_OPEN = new Judgement(
            Verdict.PASS,
            Verdict.PASS,
            BOTH,
            BOTH,
            List.of(),
            List.of(),
            Ratio.NONE,
            Ratio.NONE,
            Exposure.NONE,
            List.of(),
            List.of(),
            List.of(),
            new Openings());

    Judgement {
        tcp = List.copyOf(tcp);
        udp = List.copyOf(udp);
        openingRules = List.copyOf(openingRules);
        unresolvedRules = List.copyOf(unresolvedRules);
        notices = List.copyOf(notices);
    }

    /** The same for a longer list in which these rules have these places, and with its notices. */
    Judgement among(List<Integer> places, List<String> ofAll) {
        return new Judgement(
                allPorts,
                anyPort,
                allPortsFamilies,
                anyPortFamilies,
                tcp,
                udp,
                widestIpv4,
                widestIpv6,
                exposure,
                at(places, openingRules),
                at(places, unresolvedRules),
                ofAll,
                new Openings());
    }

    private static List<Integer> at(List<Integer> places, List<Integer> rules) {
        List<Integer> there = new ArrayList<>(rules.size());
        for (int rule : rules) {
            there.add(places.get(rule));
        }
        return there;
    }

    Verdict verdict(Reading reading) {
        return reading == Reading.ALL_PORTS ? allPorts : anyPort;
    }

    Set<IpFamily> families(Reading reading) {
        return reading == Reading.ALL_PORTS ? allPortsFamilies : anyPortFamilies;
    }

    /** Whether this is worse than {@code other} under the reading: by verdict, then by what is exposed. */
    boolean isWorseThan(Judgement other, Reading reading) {
        int byVerdict = verdict(reading).compareTo(other.verdict(reading));
        if (byVerdict != 0) {
            return byVerdict > 0;
        }
        int byIpv4 = exposure.ipv4().compareTo(other.exposure.ipv4());
        return byIpv4 > 0 || byIpv4 == 0 && exposure.ipv6().compareTo(other.exposure.ipv6()) > 0;
    }
}
