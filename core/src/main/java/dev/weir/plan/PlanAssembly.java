package dev.weir.plan;

import dev.weir.backtest.Gate;
import dev.weir.evaluation.Permissions;
import dev.weir.finding.Reading;
import dev.weir.finding.Verdict;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.plan.Authorization.ServedTraffic;
import dev.weir.plan.Consequences.RuleUse;
import dev.weir.plan.Plan.StaysOpen;
import dev.weir.plan.Precondition.ReliesOn;
import dev.weir.plan.Proof.QuotaUse;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficPoint;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Function;

/** Puts a plan together once its result is known: the change, the proof, what it clears and what stays open. */
record PlanAssembly(GroupView view, PlanSettings settings) {

    /**
     * What traffic adds to a plan; all of it empty without flows.
     *
     * @param learning what it says in figures
     * @param traffic as observed, without answers; empty without flows
     * @param permitsObserved whether all of it is permitted afterwards
     * @param evidence by rule
     * @param reliesOn what is left to siblings
     * @param reasons why a class stays open, by service
     * @param hints what might be needed beside it
     */
    record Learned(
            Plan.Learning learning,
            Optional<GroupTraffic> traffic,
            Optional<Boolean> permitsObserved,
            Function<Known, Optional<ServedTraffic>> evidence,
            List<ReliesOn> reliesOn,
            Map<Service, String> reasons,
            List<String> hints) {

        static final Learned NOTHING = new Learned(
                Plan.Learning.NONE,
                Optional.empty(),
                Optional.empty(),
                rule -> Optional.empty(),
                List.of(),
                Map.of(),
                List.of());
    }

    /** The plan whose outbound rules afterwards are exactly these; rules that are there already stay as they are. */
    Plan plan(List<Known> wanted, Learned learned, Function<Proof, List<Gate>> gates) {
        List<Known> result = new ArrayList<>();
        List<Authorization> authorize = new ArrayList<>();
        for (Known rule : wanted) {
            Optional<Known> old = view.oldRule(rule);
            result.add(old.orElse(rule));
            if (old.isEmpty()) {
                authorize.add(new Authorization(rule, learned.evidence().apply(rule)));
            }
        }
        List<Known> revoke = view.old.stream()
                .filter(old -> wanted.stream().noneMatch(old::sameRuleAs))
                .toList();
        Judged before = view.judge(view.old);
        Judged after = view.judge(result);
        Intermediate between = new Intermediate(view, settings, wanted);
        List<Known> intermediate = between.rules();
        Proof proof = proof(result, between, intermediate, learned);
        Map<Reading, Boolean> clears = new EnumMap<>(Reading.class);
        after.verdicts().forEach((reading, verdict) -> clears.put(reading, verdict == Verdict.PASS));
        List<Known> all = new ArrayList<>(view.old);
        all.addAll(result);
        all.addAll(intermediate);
        SecurityGroup group = view.group;
        return new Plan(
                settings.making(),
                new GroupRef(
                        group.id(),
                        group.name(),
                        group.scope().account(),
                        group.scope().region(),
                        group.vpc(),
                        StackResource.of(group.tags())),
                new Precondition(view.old, learned.reliesOn(), view.prefixLists(all), view.interfaceGroups()),
                new Plan.Change(authorize, revoke, result, intermediate),
                proof,
                new Plan.Effect(before.exposure(), after.exposure(), clears, staysOpen(after, learned)),
                learned.learning(),
                Optional.of(consequences(wanted, result, revoke, learned)),
                gates.apply(proof),
                names(all),
                learned.hints());
    }

    private Consequences consequences(List<Known> wanted, List<Known> result, List<Known> revoke, Learned learned) {
        Rescan rescan = view.inventory.rescan();
        return new Consequences(
                SeverityChange.of(
                        rescan.of(view.group, view.old).values(),
                        rescan.of(view.group, result).values()),
                Settling.of(view, revoke, view.cuts(wanted), learned.traffic()),
                learned.traffic().map(this::uses).orElse(List.of()),
                learned.traffic().map(PlanAssembly::watched),
                RejectLogs.of(view));
    }

    private List<RuleUse> uses(GroupTraffic traffic) {
        return view.old.stream()
                .map(rule -> new RuleUse(rule, LastUse.of(rule, traffic.conversations(), view.inventory.prefixLists)))
                .toList();
    }

    private static Consequences.Watched watched(GroupTraffic traffic) {
        Set<LocalDate> days = new HashSet<>();
        Set<TrafficPoint> rejected = new HashSet<>();
        long connections = 0;
        int seen = 0;
        for (InterfaceCoverage one : traffic.interfaces()) {
            if (one.isObserved()) {
                seen++;
                days.addAll(one.days());
            }
        }
        for (Observation one : traffic.denied()) {
            rejected.add(one.point());
            connections += one.connections();
        }
        return new Consequences.Watched(traffic.interfaces().size(), seen, days.size(), connections, rejected.size());
    }

    private Proof proof(List<Known> result, Intermediate between, List<Known> intermediate, Learned learned) {
        AddressSet forbidden = settings.wanted().organisation().forbiddenAddresses();
        boolean nothingForbidden = forbidden.isEmpty() || result.stream().noneMatch(rule -> reaches(rule, forbidden));
        return new Proof(
                view.narrows(result),
                learned.permitsObserved(),
                nothingForbidden,
                quota(IpFamily.IPV4, result, between.whileApplying(intermediate, IpFamily.IPV4)),
                quota(IpFamily.IPV6, result, between.whileApplying(intermediate, IpFamily.IPV6)));
    }

    private boolean reaches(Known rule, AddressSet forbidden) {
        AddressSet most = rule.destination() instanceof Destination.Group reference
                ? view.inventory.members(reference.id())
                : Permissions.possibleAddresses(rule.destination(), view.inventory.prefixLists);
        return most.intersects(forbidden);
    }

    private QuotaUse quota(IpFamily family, List<Known> result, int whileApplying) {
        return new QuotaUse(view.inventory.weights.of(result, family), whileApplying, settings.limit());
    }

    private List<StaysOpen> staysOpen(Judged after, Learned learned) {
        List<StaysOpen> open = new ArrayList<>();
        after.tcp().forEach(ports -> open.add(staysOpen(Protocol.TCP, ports, after, learned)));
        after.udp().forEach(ports -> open.add(staysOpen(Protocol.UDP, ports, after, learned)));
        // What the check does not judge, such as ICMP, and what the old rules kept from being the whole world.
        learned.reasons().forEach((service, reason) -> {
            if (open.stream().noneMatch(named -> named.service().covers(service))) {
                open.add(new StaysOpen(service, reason));
            }
        });
        return open;
    }

    private StaysOpen staysOpen(Protocol protocol, PortRange ports, Judged after, Learned learned) {
        Service service = Service.of(protocol, ports);
        List<String> why = new ArrayList<>();
        learned.reasons().forEach((about, reason) -> {
            if (service.covers(about)) {
                why.add(ports.size() == 1 ? reason : about.ports() + ": " + reason);
            }
        });
        if (why.isEmpty()) {
            for (Known rule : after.opening()) {
                boolean here = (rule.service().protocol().isAll()
                                || rule.service().protocol().equals(protocol))
                        && rule.service().span().intersects(ports);
                if (here) {
                    why.add("the rule for " + rule.service() + " to "
                            + rule.destination().text() + " is kept or required");
                }
            }
        }
        return new StaysOpen(service, String.join("; ", why));
    }

    private Map<String, String> names(List<Known> rules) {
        Map<String, String> names = new TreeMap<>();
        for (Known rule : rules) {
            String id = rule.destination().text();
            if (!(rule.destination() instanceof Destination.Addresses)) {
                view.inventory.name(id).ifPresent(name -> names.put(id, name));
            }
        }
        return names;
    }
}
