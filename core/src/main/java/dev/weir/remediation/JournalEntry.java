package dev.weir.remediation;

import dev.weir.backtest.Gate;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.plan.GroupRef;
import dev.weir.review.AnsweredDoubt;
import java.time.Instant;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeMap;
import java.util.function.Function;

/** One line of a journal. */
public sealed interface JournalEntry
        permits JournalEntry.Opened,
                JournalEntry.Announced,
                JournalEntry.Intended,
                JournalEntry.Answered,
                JournalEntry.Seen,
                JournalEntry.Halfway,
                JournalEntry.ParkingIntended,
                JournalEntry.ParkingAnswered,
                JournalEntry.Reached,
                JournalEntry.Closed {

    /** Answers by kind. */
    <R> R match(Cases<R> cases);

    /** When it was written. */
    Instant at();

    /** A function for each kind. */
    record Cases<R>(
            Function<Opened, R> opened,
            Function<Announced, R> announced,
            Function<Intended, R> intended,
            Function<Answered, R> answered,
            Function<Seen, R> seen,
            Function<Halfway, R> halfway,
            Function<ParkingIntended, R> parkingIntended,
            Function<ParkingAnswered, R> parkingAnswered,
            Function<Reached, R> reached,
            Function<Closed, R> closed) {}

    /**
     * The first line: the group as read, and what is to be done to it.
     *
     * @param at when
     * @param toolVersion the weir that wrote it
     * @param planDigest SHA-256 of the plan; what weir authorizes is tagged with it
     * @param planCreatedAt when the plan was made
     * @param group which group
     * @param caller who made the calls
     * @param accepted gates that were accepted though they failed
     * @param before the outbound rules as read, each with its id
     * @param authorize the rules to add, with the tags that they get
     * @param intermediate the rules that stand, beside those that are kept, between the old and the new ones: old rules with
     *     their ids, others with the tags that they get; empty where old and new fit beside each other
     * @param revoke the rules of {@code before} to take away
     * @param surroundings what is around the group
     * @param answers what people decided that records left open, when the plan was made
     * @param parking the second group that has what is revoked, until interface after interface does without it
     */
    record Opened(
            Instant at,
            String toolVersion,
            String planDigest,
            Instant planCreatedAt,
            GroupRef group,
            String caller,
            List<Acceptance> accepted,
            List<SecurityGroupRule.Known> before,
            List<SecurityGroupRule.Known> authorize,
            List<SecurityGroupRule.Known> intermediate,
            List<SecurityGroupRule.Known> revoke,
            Surroundings surroundings,
            List<AnsweredDoubt> answers,
            Optional<Parking> parking)
            implements JournalEntry {

        public Opened {
            answers = List.copyOf(answers);
            accepted = List.copyOf(accepted);
            before = List.copyOf(before);
            authorize = List.copyOf(authorize);
            intermediate = List.copyOf(intermediate);
            revoke = List.copyOf(revoke);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.opened().apply(this);
        }
    }

    /**
     * The run heads this way from now on.
     *
     * @param at when
     * @param direction which way
     * @param caller who makes the calls; empty where it turned round and AWS has not been asked yet: the intent is kept first
     */
    record Announced(Instant at, Direction direction, Optional<String> caller) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.announced().apply(this);
        }
    }

    /** The call is about to be sent. Without an {@link Answered} of the same number its outcome is not known. */
    record Intended(Instant at, int number, RuleCall call) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.intended().apply(this);
        }
    }

    /** What became of the call of this number. */
    record Answered(Instant at, int number, WriteAnswer answer) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.answered().apply(this);
        }
    }

    /** A read showed every rule that must be there before any is taken away. */
    record Seen(Instant at) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.seen().apply(this);
        }
    }

    /** A read proved that beside the rules that are kept the intermediate ones stand alone; the second leg begins. */
    record Halfway(Instant at, Direction direction) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.halfway().apply(this);
        }
    }

    /** The call about the parking group is about to be sent. Without a {@link ParkingAnswered} next its outcome is not known. */
    record ParkingIntended(Instant at, ParkingCall call) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.parkingIntended().apply(this);
        }
    }

    /** What became of the call about the parking group that was announced last. */
    record ParkingAnswered(Instant at, WriteAnswer answer) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.parkingAnswered().apply(this);
        }
    }

    /** A change with a parking group has come this far, as a read proved. */
    record Reached(Instant at, Direction direction, Parking.Stage stage) implements JournalEntry {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.reached().apply(this);
        }
    }

    /**
     * The end that the direction asks for was proven by a read.
     *
     * @param at when
     * @param direction which way
     * @param rules the outbound rules that this read showed, with their ids; none in the journal of an older weir
     */
    record Closed(Instant at, Direction direction, List<SecurityGroupRule.Known> rules) implements JournalEntry {
        public Closed {
            rules = List.copyOf(rules);
        }

        @Override
        public <R> R match(Cases<R> cases) {
            return cases.closed().apply(this);
        }
    }

    /**
     * A gate that somebody overrode.
     *
     * @param gate which
     * @param reason why, in their words
     */
    record Acceptance(Gate.Name gate, String reason) {}

    /**
     * What a later look at flow logs needs to know of the world as it was.
     *
     * @param interfaces the interfaces that the group was associated with
     * @param siblings per other group on those interfaces, its outbound rules that were readable
     * @param prefixLists per prefix list that a rule names, what it held
     * @param members per security group that a rule names, the addresses of its interfaces
     */
    record Surroundings(
            List<AssociatedInterface> interfaces,
            Map<String, List<SecurityGroupRule.Known>> siblings,
            List<ListContents> prefixLists,
            Map<String, List<IpAddress>> members) {

        /** Nothing is around. */
        public static final Surroundings NONE = new Surroundings(List.of(), Map.of(), List.of(), Map.of());

        public Surroundings {
            interfaces = List.copyOf(interfaces);
            siblings = Collections.unmodifiableMap(new TreeMap<>(siblings));
            prefixLists = List.copyOf(prefixLists);
            members = Collections.unmodifiableMap(new TreeMap<>(members));
        }
    }

    /**
     * An interface that the group is associated with.
     *
     * @param id such as {@code eni-0a1b}
     * @param groups ids of its groups, sorted
     * @param addresses its own addresses
     * @param tracking how long it tracks idle connections
     */
    record AssociatedInterface(String id, List<String> groups, List<IpAddress> addresses, ConnectionTracking tracking) {
        public AssociatedInterface {
            groups = List.copyOf(groups);
            addresses = List.copyOf(addresses);
        }
    }

    /**
     * What a prefix list held.
     *
     * @param id such as {@code pl-6da54004}
     * @param version where it has one
     * @param entries its CIDRs; empty where they were not read
     */
    record ListContents(String id, OptionalLong version, Optional<List<Cidr>> entries) {
        public ListContents {
            entries = entries.map(List::copyOf);
        }
    }
}
