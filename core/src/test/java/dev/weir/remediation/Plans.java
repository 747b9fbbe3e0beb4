package dev.weir.remediation;

import dev.weir.backtest.Gate;
import dev.weir.finding.Policy;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.plan.Precondition;
import dev.weir.plan.Precondition.InterfaceGroups;
import dev.weir.plan.Precondition.PrefixListVersion;
import dev.weir.plan.Precondition.ReliesOn;
import dev.weir.plan.Proof;
import dev.weir.plan.Proof.QuotaUse;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans by hand, complete but for what no test here asks. */
public final class Plans {

    private final List<Known> before;
    private final List<Known> authorize;
    private final List<Known> revoke;
    private GroupRef group = Changes.GROUP;
    private List<ReliesOn> reliesOn = List.of();
    private List<PrefixListVersion> lists = List.of();
    private List<InterfaceGroups> interfaces = List.of();
    private List<Gate> gates = List.of();
    private List<Known> intermediate = List.of();
    private Proof proof = new Proof(true, Optional.of(true), true, new QuotaUse(2, 3, 60), new QuotaUse(0, 0, 60));

    private Plans(List<Known> before, List<Known> authorize, List<Known> revoke) {
        this.before = before;
        this.authorize = authorize;
        this.revoke = revoke;
    }

    /** A plan that turns the rules {@code before} into others. */
    public static Plans plan(List<Known> before, List<Known> authorize, List<Known> revoke) {
        return new Plans(before, authorize, revoke);
    }

    public Plans of(GroupRef other) {
        group = other;
        return this;
    }

    public Plans relyingOn(ReliesOn... needed) {
        reliesOn = List.of(needed);
        return this;
    }

    public Plans with(PrefixListVersion... versions) {
        lists = List.of(versions);
        return this;
    }

    public Plans associatedWith(InterfaceGroups... associated) {
        interfaces = List.of(associated);
        return this;
    }

    public Plans with(Gate... answers) {
        gates = List.of(answers);
        return this;
    }

    public Plans through(Known... rules) {
        intermediate = List.of(rules);
        return this;
    }

    public Plans with(Proof other) {
        proof = other;
        return this;
    }

    public Plan build() {
        List<Known> result = new ArrayList<>(before);
        result.removeAll(revoke);
        result.addAll(authorize);
        return new Plan(
                new Plan.Provenance("0.1.0", Changes.START, Policy.DEFAULT, List.of()),
                group,
                new Precondition(before, reliesOn, lists, interfaces),
                new Plan.Change(
                        authorize.stream()
                                .map(rule -> new Authorization(rule, Optional.empty()))
                                .toList(),
                        revoke,
                        result,
                        intermediate),
                proof,
                Plan.Effect.NONE,
                Plan.Learning.NONE,
                Optional.empty(),
                gates,
                Map.of(),
                List.of());
    }
}
