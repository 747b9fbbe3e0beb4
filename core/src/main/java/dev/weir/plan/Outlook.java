package dev.weir.plan;

import dev.weir.backtest.DenialChance;
import dev.weir.backtest.EvidenceGates;
import dev.weir.backtest.Gate;
import dev.weir.finding.Exposure;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * What a plan of a group would come to.
 *
 * @param needs what the group was seen to need
 * @param gates how good the evidence is; those that only a whole plan can answer are not among them
 * @param usableDays days on which something of an interface of the group could be used
 * @param interfaces how many interfaces wore the group in the period
 * @param connections that its interfaces began, a lower bound
 * @param rules how many outbound rules it would have
 * @param services on which protocols and ports those are, one text each, sorted
 * @param after what would stay open; empty where no plan can be made
 * @param staysOpen what stays open and why, in words
 * @param chance how likely something that is needed would be denied; empty where no plan can be made
 * @param refusal why no plan can be made; empty where one can
 */
public record Outlook(
        Farthest needs,
        List<Gate> gates,
        int usableDays,
        int interfaces,
        long connections,
        int rules,
        List<String> services,
        Optional<Exposure> after,
        List<String> staysOpen,
        Optional<DenialChance> chance,
        Optional<String> refusal) {

    public Outlook {
        services = List.copyOf(services);
        gates = List.copyOf(gates);
        staysOpen = List.copyOf(staysOpen);
    }

    /** What traffic needs rules of the group. */
    public enum Farthest {
        /** Nobody can say: no plan can be made. */
        UNKNOWN,
        /** Nothing that was seen does. */
        NOTHING,
        /** Only destinations inside: private addresses and those of the VPCs. */
        PRIVATE,
        /** Public destinations too, each of which can be named. */
        STABLE_PUBLIC,
        /** Public destinations that keep changing, so that a port stays open to the world. */
        OPEN_PORT
    }

    /** The outlook of a group of which no plan can be made. */
    static Outlook without(String refusal, ObservationPeriod period, GroupTraffic traffic) {
        return of(
                Farthest.UNKNOWN,
                period,
                traffic,
                List.of(),
                List.of(),
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.of(refusal));
    }

    static Outlook of(
            Farthest needs,
            ObservationPeriod period,
            GroupTraffic traffic,
            List<Gate> more,
            List<SecurityGroupRule.Known> rules,
            Optional<Exposure> after,
            List<String> staysOpen,
            Optional<DenialChance> chance,
            Optional<String> refusal) {
        List<Gate> gates = new EvidenceGates(period, traffic).answers();
        gates.addAll(more);
        return new Outlook(
                needs,
                gates,
                traffic.usableDays().size(),
                traffic.interfaces().size(),
                traffic.figures().connections(),
                rules.size(),
                rules.stream()
                        .map(rule -> rule.service().toString())
                        .distinct()
                        .sorted()
                        .toList(),
                after,
                staysOpen,
                chance,
                refusal);
    }

    /** The first of these gates that fails. */
    public Optional<Gate> failing(Set<Gate.Name> names) {
        return gates.stream()
                .filter(gate -> gate.fails() && names.contains(gate.name()))
                .findFirst();
    }
}
