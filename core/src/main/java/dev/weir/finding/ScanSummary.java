package dev.weir.finding;

import dev.weir.inventory.Input;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a scan covered and how it ended: everything of a result but the findings.
 *
 * @param policy what was asked
 * @param inputs what was read
 * @param scopes the accounts and Regions, sorted, and how far each was read
 * @param complete false as soon as anything was not read: then nothing here is a clean bill
 * @param problems what was not read or is wrong, in the order met
 * @param allRead whether everything was read and is right, whatever became of suppressions
 * @param suppressions those that were written apart, and what became of each, in their order
 * @param securityGroups how many groups were judged and are shown: the counts below, and what is clean, are of these
 * @param networkInterfaces how many interfaces were read
 * @param attached how many of the groups are associated with an interface, as far as known
 * @param fail how many entries (per resource and reading) fail
 * @param pass how many pass
 * @param unknown how many are unknown
 * @param suppressed how many would fail or be unknown, and are suppressed: they count among neither
 * @param groupsFailing how many groups fail a reading
 * @param groupsFailingAllPorts how many groups fail all-ports
 * @param groupsUnknown how many groups fail no reading and are unknown under one
 * @param groupsSuppressed how many groups would fail or be unknown but for suppressions
 * @param unattachedAsListed how many groups that do not pass are on no listed interface, where those that services manage
 *     were not asked for and so may be missing
 * @param clean whether no fail or unknown is as severe as the policy's fail-on
 * @param part how much is shown; empty where all is
 * @param breakdown the groups by what they have in common; empty where nobody asked
 */
public record ScanSummary(
        Policy policy,
        List<Input> inputs,
        List<ScopeStatus> scopes,
        boolean complete,
        List<Problem> problems,
        boolean allRead,
        List<SuppressionUse> suppressions,
        long securityGroups,
        long networkInterfaces,
        long attached,
        long fail,
        long pass,
        long unknown,
        long suppressed,
        long groupsFailing,
        long groupsFailingAllPorts,
        long groupsUnknown,
        long groupsSuppressed,
        long unattachedAsListed,
        boolean clean,
        Optional<Shown.Part> part,
        Optional<Breakdown> breakdown) {

    public ScanSummary {
        inputs = List.copyOf(inputs);
        scopes = List.copyOf(scopes);
        problems = List.copyOf(problems);
        suppressions = List.copyOf(suppressions);
    }

    /** The problems of the inventory: without those of suppressions that were written apart. */
    public List<Problem> unread() {
        Set<Problem> ofSuppressions =
                suppressions.stream().flatMap(use -> use.problem().stream()).collect(Collectors.toSet());
        return problems.stream()
                .filter(problem -> !ofSuppressions.contains(problem))
                .toList();
    }

    /** How many groups pass both readings. */
    public long groupsPassing() {
        return securityGroups - groupsFailing - groupsUnknown - groupsSuppressed;
    }

    /**
     * How far one account and Region was read.
     *
     * @param scope which
     * @param status {@code read}, {@code partly read} or {@code not read}
     * @param securityGroups how many groups it holds
     */
    public record ScopeStatus(Scope scope, Status status, long securityGroups) {}

    /** How far. */
    public enum Status {
        READ,
        PARTLY_READ,
        NOT_READ;

        /** The name in reports. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }
}
