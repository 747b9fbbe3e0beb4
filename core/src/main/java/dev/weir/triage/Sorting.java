package dev.weir.triage;

import dev.weir.backtest.Gate;
import dev.weir.plan.Outlook;
import dev.weir.plan.OutsideManager;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;

/**
 * The bucket of a group, and why. The first row that holds decides:
 *
 * <pre>
 *  #  asked of the group                                             then
 *  1  does what was read contradict itself?                          attention
 *  2  is its manager a controller or an AWS service?                 managed-by-controller
 *  3  is its manager code?                                           managed-in-code
 *  4  is it the default group of its VPC?                            default-group
 *  5  was a rule, or a prefix list that a rule names, not read?      unknown
 *  6  is it in use?   what could tell was not read                   unknown
 *                     no, and no interface wore it in the period     unused
 *  7  does a gate of the evidence fail, was no traffic observed, or
 *     did no interface wear it in the period?                        logs-missing
 *  8  would a prefix list that was not read name what was seen?      unknown
 *  9  can no plan be made?                                           attention
 * 10  does nothing that was seen need a rule?
 *       and is that seen on 14 usable days with the end of a month   initiates-nothing
 *       and is it not                                                logs-missing
 * 11  does a port stay open to the world?                            port-left-open
 * 12  was a public destination seen?                                 stable-public
 * 13  else                                                           private-only
 * </pre>
 *
 * <p>The gates of row 7 are those of a plan without {@code month-end}, {@code cold-start-seen} and {@code stability}, which a
 * plan shows and a person may accept: {@link #EVIDENCE}. To begin nothing is a claim about what is not there, so row 10 asks for
 * more. Absence is an answer only where everything was read that could have shown presence.
 */
public final class Sorting {

    /** The gates without which traffic says nothing about a group. */
    public static final Set<Gate.Name> EVIDENCE = Set.copyOf(EnumSet.of(
            Gate.Name.EVIDENCE,
            Gate.Name.OBSERVATION_PERIOD,
            Gate.Name.FULL_WEEK,
            Gate.Name.COVERAGE,
            Gate.Name.LOST_RECORDS,
            Gate.Name.UNATTRIBUTED,
            Gate.Name.AMBIGUOUS));

    /** Days on which something of a group was seen, before it is said to begin nothing. */
    public static final int USABLE_DAYS = 14;

    private static final int FEW = 2;
    private static final Set<Gate.Name> MONTH_END = Set.of(Gate.Name.MONTH_END);
    private static final Set<Gate.Name> PREFIX_LISTS = Set.of(Gate.Name.PREFIX_LISTS);

    private Sorting() {}

    /**
     * Where a group belongs.
     *
     * @param bucket which
     * @param reason why, one clause without full stop; may quote what others wrote
     */
    public record Sorted(Bucket bucket, String reason) {}

    public static Sorted of(GroupFacts facts) {
        if (facts.contradiction().isPresent()) {
            return new Sorted(Bucket.ATTENTION, facts.contradiction().get());
        }
        if (facts.manager().isPresent()) {
            OutsideManager manager = facts.manager().get();
            return new Sorted(
                    manager.kind() == OutsideManager.Kind.CODE ? Bucket.MANAGED_IN_CODE : Bucket.MANAGED_BY_CONTROLLER,
                    manager.name());
        }
        if (facts.isDefault()) {
            return new Sorted(Bucket.DEFAULT_GROUP, uses(facts));
        }
        if (facts.unreadRules().isPresent()) {
            return new Sorted(Bucket.UNKNOWN, facts.unreadRules().get());
        }
        return switch (facts.use().answer()) {
            case NOT_KNOWN -> new Sorted(Bucket.UNKNOWN, notKnown(facts.use()));
            case NO ->
                facts.outlook().filter(outlook -> outlook.interfaces() > 0).isEmpty()
                        ? new Sorted(Bucket.UNUSED, "no interface is associated with it, and nothing holds it")
                        : byTraffic(facts);
            case HELD, BY_INTERFACES -> byTraffic(facts);
        };
    }

    private static Sorted byTraffic(GroupFacts facts) {
        if (facts.outlook().isEmpty()) {
            return new Sorted(Bucket.LOGS_MISSING, "no traffic was observed; " + uses(facts));
        }
        Outlook outlook = facts.outlook().get();
        if (outlook.interfaces() == 0) {
            return new Sorted(Bucket.LOGS_MISSING, "no interface wore it in the period; " + uses(facts));
        }
        Optional<Gate> missing = outlook.failing(EVIDENCE);
        if (missing.isPresent()) {
            return new Sorted(Bucket.LOGS_MISSING, words(missing.get()));
        }
        Optional<Gate> unread = outlook.failing(PREFIX_LISTS);
        if (unread.isPresent()) {
            return new Sorted(Bucket.UNKNOWN, unread.get().reason());
        }
        if (outlook.refusal().isPresent()) {
            return new Sorted(Bucket.ATTENTION, outlook.refusal().get());
        }
        return switch (outlook.needs()) {
            case UNKNOWN -> new Sorted(Bucket.ATTENTION, "no plan can be made");
            case NOTHING -> nothing(outlook);
            case OPEN_PORT -> new Sorted(Bucket.PORT_LEFT_OPEN, String.join("; ", outlook.staysOpen()));
            case STABLE_PUBLIC -> new Sorted(Bucket.STABLE_PUBLIC, seen(outlook));
            case PRIVATE -> new Sorted(Bucket.PRIVATE_ONLY, seen(outlook));
        };
    }

    private static Sorted nothing(Outlook outlook) {
        Optional<Gate> missing = outlook.failing(MONTH_END);
        if (outlook.usableDays() < USABLE_DAYS) {
            return new Sorted(
                    Bucket.LOGS_MISSING,
                    "nothing was seen that it needs, on %d usable days (%d asked)"
                            .formatted(outlook.usableDays(), USABLE_DAYS));
        }
        return missing.map(
                        gate -> new Sorted(Bucket.LOGS_MISSING, "nothing was seen that it needs, and " + gate.reason()))
                .orElseGet(() -> new Sorted(
                        Bucket.INITIATES_NOTHING,
                        outlook.connections() == 0
                                ? "no connection began in %d usable days".formatted(outlook.usableDays())
                                : "%d connections began, none of which needs a rule of this group"
                                        .formatted(outlook.connections())));
    }

    private static String seen(Outlook outlook) {
        return outlook.connections()
                + (outlook.connections() == 1 ? " connection, " : " connections, ")
                + outlook.rules()
                + (outlook.rules() == 1 ? " rule" : " rules");
    }

    private static String words(Gate gate) {
        return gate.name().id() + ": " + gate.reason();
    }

    private static String uses(GroupFacts facts) {
        InUse use = facts.use();
        return switch (use.answer()) {
            case BY_INTERFACES -> use.interfaces() == 1 ? "on 1 interface" : "on " + use.interfaces() + " interfaces";
            case HELD -> "on no interface now, held by " + joined(use);
            case NO -> "on no interface, and nothing holds it";
            case NOT_KNOWN -> notKnown(use);
        };
    }

    private static String notKnown(InUse use) {
        return use.reasons().size() <= FEW
                ? joined(use)
                : "nothing that was read uses it, and %d kinds of things that may were not read"
                        .formatted(use.reasons().size());
    }

    private static String joined(InUse use) {
        return String.join("; ", use.reasons());
    }
}
