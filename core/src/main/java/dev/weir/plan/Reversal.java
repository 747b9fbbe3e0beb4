package dev.weir.plan;

import dev.weir.inventory.SecurityGroupRule;
import java.util.List;
import java.util.Optional;

/**
 * What takes a plan back once it was carried out, and what does not come back.
 *
 * @param authorize the rules that are authorized again
 * @param revoke the rules that are revoked again
 * @param lostIds ids of rules that come back under a new one, sorted
 */
public record Reversal(
        List<SecurityGroupRule.Known> authorize, List<SecurityGroupRule.Known> revoke, List<String> lostIds) {

    public Reversal {
        authorize = List.copyOf(authorize);
        revoke = List.copyOf(revoke);
        lostIds = List.copyOf(lostIds);
    }

    public static Reversal of(Plan plan) {
        return new Reversal(
                plan.revoke(),
                plan.authorize().stream().map(Authorization::rule).toList(),
                plan.revoke().stream()
                        .map(SecurityGroupRule.Known::id)
                        .flatMap(Optional::stream)
                        .sorted()
                        .toList());
    }

    /** Whether there is nothing to take back. */
    public boolean isNothing() {
        return authorize.isEmpty() && revoke.isEmpty();
    }
}
