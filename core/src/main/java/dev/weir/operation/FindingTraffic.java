package dev.weir.operation;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Subject;
import dev.weir.finding.Verdict;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpAddress;
import dev.weir.net.TrafficSet;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.TrafficPoint;
import dev.weir.traffic.TrafficProfile;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * How much of what was observed goes out through the rules that a finding is about.
 *
 * <p>For a failure these are the rules that open a port to the world, whatever else permits the same traffic; for an unknown,
 * what could not be read: all that the rules that were read do not permit. A pass is about no rule.
 */
public final class FindingTraffic {

    private static final class Watched {
        private boolean watched;
        private final Map<TrafficPoint, Long> connections = new HashMap<>();
    }

    /**
     * What uses the rules.
     *
     * @param from the first day that was observed, UTC
     * @param to the last one
     * @param connections a lower bound
     * @param destinations distinct addresses
     */
    public record Use(LocalDate from, LocalDate to, long connections, long destinations) {}

    private final ObservationPeriod period;
    private final PrefixLists prefixLists;
    private final Map<String, Watched> bySubject = new HashMap<>();

    /**
     * What a profile knows about the subjects of some findings.
     *
     * @param prefixLists what the rules' prefix lists hold
     */
    public FindingTraffic(TrafficProfile profile, PrefixLists prefixLists, Iterable<Finding> findings) {
        this.prefixLists = prefixLists;
        period = profile.period();
        for (Finding finding : findings) {
            if (finding.verdict() != Verdict.PASS) {
                bySubject.putIfAbsent(finding.subject().id(), new Watched());
            }
        }
        for (InterfaceCoverage one : profile.interfaces()) {
            if (one.isObserved()) {
                subjects(one.networkInterface(), one.groups()).forEach(seen -> seen.watched = true);
            }
        }
        profile.observationsByGroup((groups, one) -> {
            for (Watched seen : subjects(one.networkInterface(), groups)) {
                seen.connections.merge(one.point(), one.connections(), Long::sum);
            }
        });
    }

    private List<Watched> subjects(String networkInterface, Set<String> groups) {
        List<Watched> subjects = new ArrayList<>();
        Optional.ofNullable(bySubject.get(networkInterface)).ifPresent(subjects::add);
        for (String group : groups) {
            Optional.ofNullable(bySubject.get(group)).ifPresent(subjects::add);
        }
        return subjects;
    }

    /** What uses the finding's rules; empty for a pass, and where no flow log watched any interface that it is about. */
    public Optional<Use> of(Finding finding) {
        Optional<Watched> seen = Optional.ofNullable(
                        bySubject.get(finding.subject().id()))
                .filter(one -> one.watched && finding.verdict() != Verdict.PASS);
        if (seen.isEmpty()) {
            return Optional.empty();
        }
        boolean failing = finding.verdict() == Verdict.FAIL;
        TrafficSet rules = Permissions.of(failing ? finding.opening().rules() : known(finding.subject()), prefixLists)
                .known();
        long connections = 0;
        Set<IpAddress> destinations = new HashSet<>();
        for (Map.Entry<TrafficPoint, Long> one : seen.get().connections.entrySet()) {
            if (rules.reaches(one.getKey().service(), one.getKey().destination()) == failing) {
                connections += one.getValue();
                destinations.add(one.getKey().destination());
            }
        }
        return Optional.of(new Use(period.firstDay(), period.lastDay(), connections, destinations.size()));
    }

    private static List<SecurityGroupRule> known(Subject subject) {
        List<SecurityGroup> groups = subject.match(group -> List.of(group.group()), Subject.Interface::groups);
        return groups.stream().flatMap(group -> group.outbound().stream()).toList();
    }
}
