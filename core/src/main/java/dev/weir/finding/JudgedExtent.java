package dev.weir.finding;

import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import java.util.List;
import java.util.stream.Stream;

/**
 * How far that was read which findings are about: whether a resource without a finding is none, or was not looked at.
 *
 * @param policy what counted as the world
 * @param complete whether everything that was to be read was
 * @param scopes the accounts and Regions, and how far each was read
 * @param problems what was not read
 */
public record JudgedExtent(
        Policy policy,
        boolean complete,
        List<ScanSummary.ScopeStatus> scopes,
        List<Problem> problems,
        long securityGroups,
        long networkInterfaces) {

    public JudgedExtent {
        scopes = List.copyOf(scopes);
        problems = List.copyOf(problems);
    }

    public static JudgedExtent of(ScanSummary summary) {
        return of(summary, summary.complete(), summary.problems());
    }

    /** The same, whatever became of suppressions that are written apart: they say nothing of what is there. */
    public static JudgedExtent ofInventory(ScanSummary summary) {
        return of(summary, summary.allRead(), summary.unread());
    }

    private static JudgedExtent of(ScanSummary summary, boolean complete, List<Problem> problems) {
        return new JudgedExtent(
                summary.policy(),
                complete,
                summary.scopes(),
                problems,
                summary.securityGroups(),
                summary.networkInterfaces());
    }

    /**
     * Whether this resource would have been met if it were there. Code is read whole or not; of accounts each Region stands for
     * itself, as long as what was not read are calls, which name theirs; interfaces only where some were listed.
     */
    public boolean covers(ReportedFinding.ReportedResource resource) {
        if (resource.type().equals(Subject.INTERFACE) && networkInterfaces == 0) {
            return false;
        }
        if (resource.address().isPresent()) {
            return complete;
        }
        List<ScanSummary.ScopeStatus> around = scopes.stream()
                .filter(status -> status.scope().mayHold(resource.scope()))
                .toList();
        if (around.isEmpty()) {
            return complete && scopes.stream().noneMatch(status -> isExact(status.scope()));
        }
        return complete || isExact(resource.scope()) && around.stream().allMatch(this::isWhole);
    }

    /** The accounts and Regions in which what was not found is not there. */
    public List<Scope> whole() {
        return scopes.stream()
                .filter(status -> isExact(status.scope()) && (complete || isWhole(status)))
                .map(ScanSummary.ScopeStatus::scope)
                .toList();
    }

    /** What was not read, one line each: the problems, then the accounts and Regions. */
    public List<String> unread() {
        Stream<String> unreadScopes = scopes.stream()
                .filter(status -> status.status() != ScanSummary.Status.READ)
                .map(status -> status.scope()
                        + (status.status() == ScanSummary.Status.NOT_READ ? ": not read" : ": read in part"));
        return Stream.concat(problems.stream().map(Problem::toString), unreadScopes)
                .toList();
    }

    private boolean isWhole(ScanSummary.ScopeStatus status) {
        return status.status() == ScanSummary.Status.READ
                && problems.stream().allMatch(problem -> problem.origin().isCall());
    }

    private static boolean isExact(Scope scope) {
        return scope.account().isPresent() && scope.region().isPresent();
    }
}
