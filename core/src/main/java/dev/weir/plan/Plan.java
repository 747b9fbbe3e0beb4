package dev.weir.plan;

import dev.weir.backtest.Backtest;
import dev.weir.backtest.DenialChance;
import dev.weir.backtest.Gate;
import dev.weir.backtest.UnseenMass;
import dev.weir.finding.Exposure;
import dev.weir.finding.Policy;
import dev.weir.finding.Reading;
import dev.weir.inventory.Input;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.names.NamedDestinations;
import dev.weir.net.Service;
import dev.weir.review.Reviewed;
import java.math.BigInteger;
import java.time.Instant;
import java.time.ZoneOffset;
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
 * @param making by whom, when and from what
 * @param group which group
 * @param precondition what must still be true
 * @param change the rules to add and to take away
 * @param proof what holds of it
 * @param effect what the group permits before and after
 * @param learning what traffic says for and against it
 * @param consequences what carrying it out comes to beyond its rules; empty in plans that were made before this was said
 * @param gates every gate with its answer
 * @param names what the prefix lists and security groups of the rules are called, by id; hostile text
 * @param hints what might be needed beside it and was never seen, one sentence each
 */
public record Plan(
        Provenance making,
        GroupRef group,
        Precondition precondition,
        Change change,
        Proof proof,
        Effect effect,
        Learning learning,
        Optional<Consequences> consequences,
        List<Gate> gates,
        Map<String, String> names,
        List<String> hints) {

    public Plan {
        gates = List.copyOf(gates);
        names = Collections.unmodifiableMap(new TreeMap<>(names));
        hints = List.copyOf(hints);
    }

    /**
     * By whom, when and from what a plan is made.
     *
     * @param toolVersion the weir that makes it
     * @param createdAt when
     * @param policy what counts as the world
     * @param inputs what it is made from
     */
    public record Provenance(String toolVersion, Instant createdAt, Policy policy, List<Input> inputs) {
        public Provenance {
            inputs = List.copyOf(inputs);
        }
    }

    /**
     * What apply does to the rules.
     *
     * @param authorize the rules to add
     * @param revoke the rules to take away, a subset of the precondition's
     * @param result the outbound rules afterwards
     * @param intermediate the rules that stand, beside those that are kept, between the old and the new ones, because these do
     *     not fit the quota together: old ones, planned ones or coarser ones; empty where they fit
     */
    public record Change(
            List<Authorization> authorize, List<Known> revoke, List<Known> result, List<Known> intermediate) {
        public Change {
            authorize = List.copyOf(authorize);
            revoke = List.copyOf(revoke);
            result = List.copyOf(result);
            intermediate = List.copyOf(intermediate);
        }
    }

    /**
     * What a group permits before and after.
     *
     * @param before the exposure of the old rules
     * @param after the exposure of the result
     * @param clears per reading, whether the group passes it afterwards
     * @param staysOpen what is still open to the world afterwards, and why
     */
    public record Effect(Exposure before, Exposure after, Map<Reading, Boolean> clears, List<StaysOpen> staysOpen) {

        /** Nothing is open, before or after. */
        public static final Effect NONE = new Effect(Exposure.NONE, Exposure.NONE, Map.of(), List.of());

        public Effect {
            clears = Map.copyOf(clears);
            staysOpen = List.copyOf(staysOpen);
        }
    }

    /**
     * What traffic says for and against a plan.
     *
     * @param observed the traffic that it was learned from; empty without flows
     * @param curve rules against addresses never seen, ascending by rules
     * @param backtest what the method would have broken; empty without flows
     * @param unseen what is likely still to come; empty without flows
     * @param chance how likely something that is needed is denied; empty without flows, and where nobody had asked yet
     * @param named what the destinations are called; empty where no queries were read
     * @param reviewed what records leave open, and what people decided of it
     */
    public record Learning(
            Optional<Observed> observed,
            List<TradeoffPoint> curve,
            Optional<Backtest> backtest,
            Optional<UnseenMass> unseen,
            Optional<DenialChance> chance,
            Optional<List<NamedDestinations>> named,
            Reviewed reviewed) {

        /** No flows were read. */
        public static final Learning NONE = new Learning(
                Optional.empty(),
                List.of(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Optional.empty(),
                Reviewed.NONE);

        public Learning {
            curve = List.copyOf(curve);
            named = named.map(List::copyOf);
        }
    }

    /** The same plan, which says what its destinations are called. */
    public Plan naming(List<NamedDestinations> named) {
        return new Plan(
                making,
                group,
                precondition,
                change,
                proof,
                effect,
                new Learning(
                        learning.observed,
                        learning.curve,
                        learning.backtest,
                        learning.unseen,
                        learning.chance,
                        Optional.of(named),
                        learning.reviewed),
                consequences,
                gates,
                names,
                hints);
    }

    public List<Authorization> authorize() {
        return change.authorize();
    }

    public List<Known> revoke() {
        return change.revoke();
    }

    public List<Known> result() {
        return change.result();
    }

    public List<Known> intermediate() {
        return change.intermediate();
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
            long lostRecords) {

        /** How many days the period touches, UTC. */
        public int days() {
            Instant last = to.isAfter(from) ? to.minusSeconds(1) : from;
            return (int) (day(last) - day(from)) + 1;
        }
    }

    private static long day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toEpochDay();
    }

    /**
     * One choice of the optimiser.
     *
     * @param rules how many rules
     * @param neverSeen how many (port, address) points they permit that were never seen
     */
    public record TradeoffPoint(int rules, BigInteger neverSeen) {}

    /**
     * Something that stays open to the world.
     *
     * @param service on which protocol and ports
     * @param reason why the plan leaves it, one sentence without full stop
     */
    public record StaysOpen(Service service, String reason) {}
}
