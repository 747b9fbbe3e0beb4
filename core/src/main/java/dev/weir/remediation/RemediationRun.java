package dev.weir.remediation;

import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.remediation.JournalEntry.Answered;
import dev.weir.remediation.JournalEntry.Closed;
import dev.weir.remediation.JournalEntry.Halfway;
import dev.weir.remediation.JournalEntry.Intended;
import dev.weir.remediation.JournalEntry.ParkingAnswered;
import dev.weir.remediation.JournalEntry.ParkingIntended;
import dev.weir.remediation.JournalEntry.Reached;
import dev.weir.remediation.JournalEntry.Seen;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * One run over an opened journal: apply, resume and rollback are all this, started at different places.
 *
 * <p>It repeats: read the group, ask {@link Sequence} what is next, do that one thing. Nothing that matters is kept in memory:
 * a run that is killed anywhere goes on from its journal as if nothing had happened, in the direction last announced there.
 *
 * @param gateway AWS
 * @param journal opened, with a direction announced
 * @param pacer time
 * @param tempo how long to wait for what
 * @param story takes what happens, a sentence each, for whoever watches
 * @param inherited how many entries the journal had when it began
 * @param startedAt when it began
 */
public record RemediationRun(
        SecurityGroupGateway gateway,
        Journal journal,
        Pacer pacer,
        Tempo tempo,
        Consumer<String> story,
        int inherited,
        Instant startedAt) {

    /** A run that begins now, over a journal that says at least what is to be done. */
    public RemediationRun(
            SecurityGroupGateway gateway, Journal journal, Pacer pacer, Tempo tempo, Consumer<String> story) {
        this(gateway, journal, pacer, tempo, story, journal.entries().size(), pacer.now());
    }

    /** Goes on until the end is reached and proven, or something stands in the way. */
    public Outcome run() {
        while (true) {
            Optional<Outcome> end = step();
            if (end.isPresent()) {
                return end.get();
            }
        }
    }

    /** One read and the one thing that follows from it; the outcome when that was the last. */
    Optional<Outcome> step() {
        JournalState progress = JournalState.of(journal.entries(), inherited, startedAt);
        if (progress.opened().parking().isPresent()) {
            ParkingState parking = ParkingState.of(journal.entries(), inherited, startedAt);
            if (!parking.isTurnOfRules()) {
                return gateway.parkingLot(
                                progress.opened().group(), parking.parking().name())
                        .match(
                                read -> proceed(progress, parking, read.value()),
                                unread -> wait(progress, unread.hope(), unread.reason()));
            }
        }
        return gateway.read(progress.opened().group())
                .match(
                        read -> proceed(progress, read.value()),
                        unread -> wait(progress, unread.hope(), unread.reason()));
    }

    private Optional<Outcome> proceed(JournalState progress, SecurityGroup group) {
        Instant now = pacer.now();
        NextStep next = Sequence.next(progress, group.knownOutbound(), now, tempo);
        return next.match(new NextStep.Cases<>(
                send -> send(progress, group, send.call()),
                pause -> {
                    story.accept("waiting " + pause.reason());
                    pacer.sleep(pause.duration());
                    return Optional.empty();
                },
                markSeen -> append(progress, group, new Seen(now)),
                finish -> finish(progress, group, now),
                stop -> Optional.of(ending(progress, group.outbound(), stop.reason()))));
    }

    private Optional<Outcome> proceed(JournalState progress, ParkingState parking, ParkingLot lot) {
        Instant now = pacer.now();
        ParkingStep next = ParkingSequence.next(parking, lot, now, tempo);
        if (next instanceof ParkingStep.Send send && !takesOff(send.call())) {
            return send(progress, send.call());
        }
        if (next instanceof ParkingStep.Wait pause) {
            story.accept("waiting " + pause.reason());
            pacer.sleep(pause.duration());
            return Optional.empty();
        }
        if (next instanceof ParkingStep.Reach reach) {
            return append(progress, List.of(), new Reached(now, progress.direction(), reach.stage()));
        }
        if (next instanceof ParkingStep.Stop stop) {
            return Optional.of(ending(progress, List.of(), stop.reason()));
        }
        // From then on interfaces have the group alone, whose rules somebody may have changed since they were proven.
        return gateway.read(progress.opened().group())
                .match(
                        read -> Sequence.next(progress, read.value().knownOutbound(), now, tempo)
                                        instanceof NextStep.Finish
                                ? proceed(progress, next, read.value(), now)
                                : proceed(progress, read.value()),
                        unread -> wait(progress, unread.hope(), unread.reason()));
    }

    private static boolean takesOff(ParkingCall call) {
        return call instanceof ParkingCall.SetGroups set && !set.parks();
    }

    private Optional<Outcome> proceed(JournalState progress, ParkingStep proven, SecurityGroup group, Instant now) {
        if (proven instanceof ParkingStep.Send send) {
            return send(progress, send.call());
        }
        return proven instanceof ParkingStep.Pause pause
                ? Optional.of(outcome(Outcome.Kind.PAUSED, progress, group.outbound(), pause.reason(), List.of()))
                : close(progress, group, now);
    }

    private Optional<Outcome> send(JournalState progress, ParkingCall call) {
        pacer.awaitWritePermit();
        Optional<Outcome> full = append(progress, List.of(), new ParkingIntended(pacer.now(), call));
        if (full.isPresent()) {
            return full;
        }
        story.accept(call.words());
        WriteAnswer answer = gateway.send(progress.opened().group(), call);
        Optional<Outcome> lost = append(progress, List.of(), new ParkingAnswered(pacer.now(), answer));
        if (lost.isPresent()) {
            return lost;
        }
        int inVain = ParkingState.of(journal.entries(), inherited, startedAt).inVain();
        return tell(answer, inVain);
    }

    private Optional<Outcome> wait(JournalState progress, ReadAnswer.Hope hope, String reason) {
        Instant end = progress.lastMove()
                .plus(tempo.patience())
                .plus(tempo.inFlight())
                .plus(tempo.settle());
        if (hope == ReadAnswer.Hope.NONE || !pacer.now().isBefore(end)) {
            return Optional.of(ending(progress, List.of(), "the group cannot be read: " + reason));
        }
        story.accept("the group was not read: " + reason);
        pacer.sleep(tempo.poll());
        return Optional.empty();
    }

    private Optional<Outcome> append(JournalState progress, SecurityGroup group, JournalEntry entry) {
        return append(progress, group.outbound(), entry);
    }

    private Optional<Outcome> append(JournalState progress, List<SecurityGroupRule> rules, JournalEntry entry) {
        try {
            journal.append(entry);
            return Optional.empty();
        } catch (JournalFailure full) {
            return Optional.of(ending(progress, rules, full.reason()));
        }
    }

    private Optional<Outcome> send(JournalState progress, SecurityGroup group, RuleCall call) {
        int number = progress.nextNumber();
        pacer.awaitWritePermit();
        Optional<Outcome> full = append(progress, group, new Intended(pacer.now(), number, call));
        if (full.isPresent()) {
            return full;
        }
        story.accept(words(call));
        WriteAnswer answer = gateway.send(progress.opened().group(), call);
        Optional<Outcome> lost = append(
                JournalState.of(journal.entries(), inherited, startedAt),
                group,
                new Answered(pacer.now(), number, answer));
        if (lost.isPresent()) {
            return lost;
        }
        return tell(answer, progress.inVain() + 1);
    }

    private Optional<Outcome> tell(WriteAnswer answer, int inVain) {
        answer.match(new WriteAnswer.Cases<>(
                done -> tell("done", done.requestId()),
                refused -> tell(
                        "AWS says no: " + refused.code(), refused.requestId().orElse("-")),
                throttled -> {
                    story.accept("throttled: " + throttled.code());
                    pacer.sleep(pacer.upTo(tempo.backOff(inVain)));
                    return "";
                },
                unknown -> {
                    story.accept("the outcome is not known: " + unknown.reason());
                    pacer.sleep(tempo.poll());
                    return "";
                }));
        return Optional.empty();
    }

    private String tell(String what, String requestId) {
        story.accept(what + " (request " + requestId + ")");
        return what;
    }

    /** The call in a sentence. */
    static String words(RuleCall call) {
        return call.match(
                authorize -> "authorize " + rules(authorize.rules()),
                revoke -> "revoke " + rules(revoke.rules()) + " by id " + String.join(", ", revoke.ids()));
    }

    private static String rules(List<Known> rules) {
        return rules.stream().map(rule -> "`" + RuleKey.of(rule) + "`").collect(Collectors.joining(", "));
    }

    private Optional<Outcome> finish(JournalState progress, SecurityGroup group, Instant now) {
        if (!progress.isLastLeg()) {
            story.accept("the intermediate rules stand alone; going on to "
                    + (progress.direction() == Direction.FORWARD ? "the planned" : "the old") + " ones");
            return append(progress, group, new Halfway(now, progress.direction()));
        }
        if (progress.opened().parking().isPresent()) {
            story.accept("the rules of the group are as they are to be; going on to its interfaces");
            return append(progress, group, new Reached(now, progress.direction(), Parking.Stage.RULES));
        }
        return close(progress, group, now);
    }

    private Optional<Outcome> close(JournalState progress, SecurityGroup group, Instant now) {
        Optional<Outcome> full = append(progress, group, new Closed(now, progress.direction(), group.knownOutbound()));
        Outcome.Kind kind = progress.direction() == Direction.FORWARD ? Outcome.Kind.APPLIED : Outcome.Kind.ROLLED_BACK;
        return full.isPresent() ? full : Optional.of(outcome(kind, progress, group.outbound(), "", List.of()));
    }

    private static Outcome ending(JournalState progress, List<SecurityGroupRule> rules, String reason) {
        List<String> inDoubt = progress.sent().stream()
                .filter(JournalState.Sent::isInDoubt)
                .filter(call -> isStillInDoubt(progress, call))
                .map(call -> words(call.call()))
                .toList();
        Outcome.Kind kind = inDoubt.isEmpty() ? Outcome.Kind.STOPPED : Outcome.Kind.UNKNOWN;
        return outcome(kind, progress, rules, reason, inDoubt);
    }

    /** A later definite answer about the same rules settles what became of an earlier call. */
    private static boolean isStillInDoubt(JournalState progress, JournalState.Sent doubtful) {
        return progress.sent().stream()
                .filter(call -> call.number() > doubtful.number() && call.isDone())
                .noneMatch(call -> call.call().getClass() == doubtful.call().getClass()
                        && call.call().keys().containsAll(doubtful.call().keys()));
    }

    private static Outcome outcome(
            Outcome.Kind kind,
            JournalState progress,
            List<SecurityGroupRule> rules,
            String reason,
            List<String> inDoubt) {
        JournalEntry.Opened opened = progress.opened();
        Set<String> ours = new HashSet<>(progress.idsBefore());
        progress.made().forEach(rule -> rule.id().ifPresent(ours::add));
        Set<RuleKey> before = RuleKey.all(opened.before());
        Set<RuleKey> revoked = RuleKey.all(opened.revoke());
        List<SecurityGroupRule> kept = new ArrayList<>();
        List<SecurityGroupRule> reopened = new ArrayList<>();
        List<Known> changed = new ArrayList<>();
        for (SecurityGroupRule rule : rules) {
            if (rule.id().map(ours::contains).orElse(false)) {
                continue;
            }
            if (!(rule instanceof Known known)) {
                kept.add(rule);
                continue;
            }
            RuleKey key = RuleKey.of(known);
            if (before.contains(key) && progress.direction() == Direction.BACK) {
                if (opened.before().stream().noneMatch(original -> sameAnnotation(original, known))) {
                    changed.add(known);
                }
            } else if (!progress.isOurs(known)) {
                kept.add(known);
                if (revoked.contains(key)) {
                    reopened.add(known);
                }
            }
        }
        return new Outcome(kind, progress.direction(), reason, rules, kept, reopened, changed, inDoubt);
    }

    private static boolean sameAnnotation(Known original, Known now) {
        return RuleKey.of(original).equals(RuleKey.of(now))
                && original.description().equals(now.description())
                && original.tags().equals(now.tags());
    }
}
