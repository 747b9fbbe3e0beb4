package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * What a journal says: where the run is heading, which calls were sent, and what each rule's fate is by now.
 *
 * <p>It is folded from the entries alone, so that a run that went on and a run that was killed and resumed know the same.
 */
final class JournalState {

    private final JournalEntry.Opened opened;
    private final Direction direction;
    private final Half half;
    private final List<Sent> sent;
    private final Optional<Instant> seen;
    private final Instant lastMove;
    private final Instant startedAt;

    private JournalState(Folding folding, Instant startedAt) {
        this.opened = folding.opened.orElseThrow();
        this.direction = folding.direction;
        this.half = folding.half;
        this.sent = List.copyOf(folding.sent);
        this.seen = folding.seen;
        this.startedAt = startedAt;
        this.lastMove = folding.lastAt;
    }

    /**
     * Folds a journal.
     *
     * @param entries all of it
     * @param inherited how many of the entries were there before this process took over
     * @param startedAt when this process took over: no call of an earlier one was sent later
     */
    static JournalState of(List<JournalEntry> entries, int inherited, Instant startedAt) {
        Folding folding = new Folding(inherited, startedAt);
        for (int index = 0; index < entries.size(); index++) {
            folding.take(index, entries.get(index));
        }
        if (folding.opened.isEmpty()) {
            throw new JournalFailure("the journal says of no security group; expected its first line to open one");
        }
        return new JournalState(folding, startedAt);
    }

    JournalEntry.Opened opened() {
        return opened;
    }

    Direction direction() {
        return direction;
    }

    /** The exchange of rules that is being made. */
    Leg leg() {
        return legs().get(half.ordinal());
    }

    private List<Leg> legs() {
        return Leg.of(opened.revoke(), opened.intermediate(), opened.authorize());
    }

    /** Whether nothing is left to do when the leg is made. */
    boolean isLastLeg() {
        return half.ordinal() == (direction == Direction.FORWARD ? legs().size() - 1 : 0);
    }

    List<Sent> sent() {
        return sent;
    }

    /** When a read first showed all that must be there, if no rule was authorized since. */
    Optional<Instant> seen() {
        return seen;
    }

    /** The last moment at which anything was known to move. */
    Instant lastMove() {
        return lastMove;
    }

    Instant startedAt() {
        return startedAt;
    }

    int nextNumber() {
        return sent.size() + 1;
    }

    /** How many calls in a row, up to the last one of this process, were throttled or have no known outcome. */
    int inVain() {
        int count = 0;
        for (int index = sent.size() - 1; index >= 0; index--) {
            Sent call = sent.get(index);
            if (call.isInherited() || !(call.isThrottled() || call.isInDoubt())) {
                return count;
            }
            count++;
        }
        return count;
    }

    List<Sent> authorizesOf(RuleKey key) {
        return sent.stream()
                .filter(call -> call.call() instanceof RuleCall.Authorize
                        && call.call().keys().contains(key))
                .toList();
    }

    List<Sent> revokesOf(String id) {
        return sent.stream()
                .filter(call -> call.call() instanceof RuleCall.Revoke revoke
                        && revoke.ids().contains(id))
                .toList();
    }

    /** The rules that answers say were made. */
    List<Known> made() {
        return sent.stream().flatMap(call -> call.made().stream()).toList();
    }

    /**
     * Whether we made this rule: an answer gave its id, or we asked for it, and it still has our description or our tag. Whatever
     * the answer was: a call may be delivered twice, and do what it was refused at first.
     */
    boolean isOurs(Known rule) {
        boolean isNew = rule.id().isPresent() && !idsBefore().contains(rule.id().get());
        return isNew
                && (made().stream().anyMatch(made -> made.id().equals(rule.id()))
                        || authorizesOf(RuleKey.of(rule)).stream().anyMatch(call -> isLike(call, rule)));
    }

    private boolean isLike(Sent call, Known rule) {
        return opened.planDigest().equals(rule.tags().get(Sequence.TAG))
                || call.call().rules().stream()
                        .filter(asked -> RuleKey.of(asked).equals(RuleKey.of(rule)))
                        .anyMatch(asked -> asked.description().equals(rule.description()));
    }

    /** What is known of the rule that a read or an answer showed under this id. */
    Fate fate(Known rule, Duration inFlight) {
        Optional<String> id = rule.id();
        if (id.isEmpty()) {
            return Fate.STANDS;
        }
        Optional<Instant> doubt = Optional.empty();
        for (Sent revoke : revokesOf(id.get())) {
            if (revoke.isDone() || revoke.call().isSingle() && revoke.isNotFound()) {
                return Fate.GONE;
            }
            if (revoke.isInDoubt() || revoke.isNotFound()) {
                doubt = Optional.of(revoke.doubtFrom());
            }
        }
        return doubt.isEmpty() || isPardoned(RuleKey.of(rule), doubt.get().plus(inFlight)) ? Fate.STANDS : Fate.DOOMED;
    }

    private boolean isPardoned(RuleKey key, Instant from) {
        return authorizesOf(key).stream()
                .anyMatch(call -> call.call().isSingle()
                        && call.isDuplicate()
                        && !call.at().isBefore(from));
    }

    /** When the last call that may have taken a rule of this key away, and is not known to have, stopped being in doubt. */
    Optional<Instant> doubtOf(RuleKey key, Duration inFlight) {
        Optional<Instant> latest = Optional.empty();
        for (Sent call : sent) {
            if (call.call() instanceof RuleCall.Revoke revoke && (call.isInDoubt() || call.isNotFound())) {
                boolean names = revoke.rules().stream()
                        .anyMatch(rule -> RuleKey.of(rule).equals(key) && fate(rule, inFlight) == Fate.DOOMED);
                if (names) {
                    latest = Optional.of(call.doubtFrom());
                }
            }
        }
        return latest;
    }

    /** The number of the last call that took, or may have taken, a rule of this key away; 0 where there is none. */
    int lastRevokeOf(RuleKey key) {
        int last = 0;
        for (Sent call : sent) {
            if (call.call() instanceof RuleCall.Revoke
                    && call.call().keys().contains(key)
                    && (call.isDone() || call.isInDoubt() || call.isNotFound())) {
                last = call.number();
            }
        }
        return last;
    }

    /** Ids of the rules that were there before. */
    Set<String> idsBefore() {
        return opened.before().stream()
                .flatMap(rule -> rule.id().stream())
                .collect(Collectors.toCollection(LinkedHashSet::new));
    }

    /** Which side of the intermediate rules a change is on. */
    private enum Half {
        FIRST,
        SECOND
    }

    /** Whether a rule under its id is evidence that its key is there. */
    enum Fate {
        /** We have not taken it away. */
        STANDS,
        /** We asked to take it away and do not know what became of that. */
        DOOMED,
        /** It is gone: a read that shows it is old. */
        GONE
    }

    /**
     * A call that was sent, or may have been.
     *
     * @param number from 1
     * @param at when it was announced, at the latest
     * @param call the call
     * @param answer what became of it; empty where the process died first
     * @param doubtFrom the latest moment at which it was sent
     * @param owner whether this process or an earlier one sent it
     */
    record Sent(int number, Instant at, RuleCall call, Optional<WriteAnswer> answer, Instant doubtFrom, Owner owner) {

        boolean isInherited() {
            return owner == Owner.EARLIER_PROCESS;
        }

        boolean isDone() {
            return answer.isPresent() && answer.get() instanceof WriteAnswer.Done;
        }

        /** The rules that its answer says it made. */
        List<Known> made() {
            return answer.isPresent() && answer.get() instanceof WriteAnswer.Done done ? done.made() : List.of();
        }

        boolean isInDoubt() {
            return answer.isEmpty() || answer.get() instanceof WriteAnswer.Unknown;
        }

        boolean isThrottled() {
            return answer.isPresent() && answer.get() instanceof WriteAnswer.Throttled;
        }

        boolean isDuplicate() {
            return refusal().map(WriteAnswer.Refused::isDuplicate).orElse(false);
        }

        boolean isNotFound() {
            return refusal().map(WriteAnswer.Refused::isNotFound).orElse(false);
        }

        Optional<WriteAnswer.Refused> refusal() {
            return answer.isPresent() && answer.get() instanceof WriteAnswer.Refused refused
                    ? Optional.of(refused)
                    : Optional.empty();
        }
    }

    /** Which process sent a call. */
    enum Owner {
        THIS_PROCESS,
        EARLIER_PROCESS
    }

    private static final class Folding {

        private final int inherited;
        private final Instant startedAt;
        private final List<Sent> sent = new ArrayList<>();
        private Optional<JournalEntry.Opened> opened = Optional.empty();
        private Direction direction = Direction.FORWARD;
        private Half half = Half.FIRST;
        private Optional<Instant> seen = Optional.empty();
        private Instant lastAt;

        Folding(int inherited, Instant startedAt) {
            this.inherited = inherited;
            this.startedAt = startedAt;
            this.lastAt = startedAt;
        }

        void take(int index, JournalEntry entry) {
            Owner owner = index < inherited ? Owner.EARLIER_PROCESS : Owner.THIS_PROCESS;
            // The clock of an earlier process may have been wrong: all that is certain is that it came before this one.
            lastAt = owner == Owner.EARLIER_PROCESS ? startedAt : entry.at();
            entry.match(new JournalEntry.Cases<>(
                    first -> opened = Optional.of(first),
                    announced -> announce(announced.direction()),
                    intended -> intend(intended, owner),
                    answered -> answer(answered),
                    all -> seen = Optional.of(lastAt),
                    halfway -> cross(halfway.direction()),
                    parking -> parking,
                    answered -> answered,
                    stage -> stage,
                    closed -> closed));
        }

        private Direction announce(Direction to) {
            seen = Optional.empty();
            direction = to;
            return to;
        }

        private Half cross(Direction to) {
            seen = Optional.empty();
            half = to == Direction.FORWARD ? Half.SECOND : Half.FIRST;
            return half;
        }

        private boolean intend(JournalEntry.Intended intended, Owner owner) {
            if (intended.number() != sent.size() + 1) {
                throw new JournalFailure("the journal has call " + intended.number() + " where call "
                        + (sent.size() + 1) + " was expected");
            }
            if (intended.call() instanceof RuleCall.Authorize) {
                seen = Optional.empty();
            }
            return sent.add(new Sent(intended.number(), lastAt, intended.call(), Optional.empty(), lastAt, owner));
        }

        private boolean answer(JournalEntry.Answered answered) {
            int index = answered.number() - 1;
            if (index != sent.size() - 1 || sent.get(index).answer().isPresent()) {
                throw new JournalFailure(
                        "the journal has an answer to call " + answered.number() + ", which was not waiting for one");
            }
            Sent call = sent.get(index);
            sent.set(
                    index,
                    new Sent(
                            call.number(),
                            call.at(),
                            call.call(),
                            Optional.of(answered.answer()),
                            lastAt,
                            call.owner()));
            return true;
        }
    }
}
