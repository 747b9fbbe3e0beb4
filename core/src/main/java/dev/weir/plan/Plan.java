package dev.weir.plan;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.inventory.Input;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Service;
import java.math.BigInteger;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * A change of one security group's outbound rules, with all that speaks for and against it.
 *
 * <p>{@code authorize} and {@code revoke} are what apply does, in this order; {@code result} is the whole set of outbound
 * rules when it is done. Its file is {@code weir.plan/1}; the digest there is over the canonical bytes.
 *
 * @param toolVersion the weir that made it
 * @param createdAt when
 * @param policy what counted as the world
 * @param inputs what it was made from
 * @param group which group
 * @param observed the traffic that it was learned from; empty without flows
 * @param precondition what must still be true
 * @param authorize the rules to add
 * @param revoke the rules to take away, a subset of the precondition's
 * @param result the outbound rules afterwards
 * @param proof what holds of it
 * @param before the exposure of the old rules
 * @param after the exposure of the result
 * @param curve rules against addresses never seen, ascending by rules
 * @param backtest what the method would have broken; empty without flows
 * @param unseen what is likely still to come; empty without flows
 * @param clears per reading, whether the group passes it afterwards
 * @param staysOpen what is still open to the world afterwards, and why
 * @param gates every gate with its answer
 * @param names what the prefix lists and security groups of the rules are called, by id; hostile text
 * @param hints what might be needed beside it and was never seen, one sentence each
 * @param intermediate the rules that stand, beside those that are kept, between the old and the new ones, because these do
 *     not fit the quota together: old ones, planned ones or coarser ones; empty where they fit
 */
public record Plan(
        String toolVersion,
        Instant createdAt,
        Policy policy,
        List<Input> inputs,
        GroupRef group,
        Optional<Observed> observed,
        Precondition precondition,
        List<Authorization> authorize,
        List<SecurityGroupRule.Known> revoke,
        List<SecurityGroupRule.Known> result,
        Proof proof,
        Exposure before,
        Exposure after,
        List<CurvePoint> curve,
        Optional<Backtest> backtest,
        Optional<UnseenMass> unseen,
        Map<Reading, Boolean> clears,
        List<StaysOpen> staysOpen,
        List<Gate> gates,
        Map<String, String> names,
        List<String> hints,
        List<SecurityGroupRule.Known> intermediate) {

    public Plan {
        inputs = List.copyOf(inputs);
        authorize = List.copyOf(authorize);
        revoke = List.copyOf(revoke);
        result = List.copyOf(result);
        curve = List.copyOf(curve);
        clears = Map.copyOf(clears);
        staysOpen = List.copyOf(staysOpen);
        gates = List.copyOf(gates);
        names = Collections.unmodifiableMap(new TreeMap<>(names));
        hints = List.copyOf(hints);
        intermediate = List.copyOf(intermediate);
    }

    /** A plan whose destinations have no names, without hints, whose old and new rules fit the quota together. */
    public Plan(
            String toolVersion,
            Instant createdAt,
            Policy policy,
            List<Input> inputs,
            GroupRef group,
            Optional<Observed> observed,
            Precondition precondition,
            List<Authorization> authorize,
            List<SecurityGroupRule.Known> revoke,
            List<SecurityGroupRule.Known> result,
            Proof proof,
            Exposure before,
            Exposure after,
            List<CurvePoint> curve,
            Optional<Backtest> backtest,
            Optional<UnseenMass> unseen,
            Map<Reading, Boolean> clears,
            List<StaysOpen> staysOpen,
            List<Gate> gates) {
        this(
                toolVersion,
                createdAt,
                policy,
                inputs,
                group,
                observed,
                precondition,
                authorize,
                revoke,
                result,
                proof,
                before,
                after,
                curve,
                backtest,
                unseen,
                clears,
                staysOpen,
                gates,
                Map.of(),
                List.of(),
                List.of());
    }

    /** Whether no gate fails. The proof is no gate: an unproven plan is refused whatever is accepted. */
    public boolean isReady() {
        return gates.stream().noneMatch(Gate::fails);
    }

    /**
     * The traffic that a plan was learned from.
     *
     * @param from start of the observation period
     * @param to its end
     * @param connections how many outbound connections, a lower bound
     * @param unattributedShare of the traffic of the group's subnets, 0 to 1
     * @param ambiguousShare of the group's connections, 0 to 1
     * @param lostRecords how many SKIPDATA records
     */
    public record Observed(
            Instant from,
            Instant to,
            long connections,
            double unattributedShare,
            double ambiguousShare,
            long lostRecords) {}

    /**
     * One choice of the optimiser.
     *
     * @param rules how many rules
     * @param neverSeen how many (port, address) points they permit that were never seen
     */
    public record CurvePoint(int rules, BigInteger neverSeen) {}

    /**
     * Something that stays open to the world.
     *
     * @param service on which protocol and ports
     * @param reason why the plan leaves it, one sentence without full stop
     */
    public record StaysOpen(Service service, String reason) {}
}
