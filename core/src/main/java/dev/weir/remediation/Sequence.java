package dev.weir.remediation;

import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.remediation.JournalState.Fate;
import dev.weir.remediation.JournalState.Sent;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The order of apply and of rollback: one decision, from the journal and one fresh read of the group.
 *
 * <p>Both directions are the same work with the parts exchanged. <i>Raised</i> rules must be there, <i>lowered</i> rules
 * must go:
 *
 * <pre>
 *              raised                      lowered
 *   FORWARD    what the plan authorizes    what the plan revokes
 *   BACK       what the plan revokes       what the plan authorizes and we made
 *
 *   with intermediate rules, because old and new do not fit the quota together, in two legs:
 *   FORWARD    intermediate, planned       revoked, intermediate
 *   BACK       intermediate, revoked       planned, intermediate
 *
 *   read -> all raised seen? -no-> authorize what is missing, once; read until it shows
 *                |yes
 *           settle, read -> any lowered left? -yes-> revoke by id
 *                                |no
 *                           does the read agree? -yes-> done, or the next leg
 * </pre>
 *
 * Invariants, in every reachable state, whatever is lost, late, doubled, throttled or killed:
 *
 * <ol>
 *   <li>At every instant all rules that the plan revokes stand, or all that it authorizes and keeps, or all intermediate ones
 *       and those it keeps, which permit no less. A lowered rule is
 *       revoked only after a read showed every raised one, and presence does not lie: reads may be old, but a rule under an
 *       id that we never asked to revoke was not taken away by us.
 *   <li>A raised rule under an id that we <i>did</i> ask to revoke, with an unknown outcome, proves nothing: the read may be
 *       old, or the call still under way. It is authorized again, alone. A new id proves it; so does
 *       {@code InvalidPermission.Duplicate}, once no call sent earlier can take effect any more ({@link Tempo#inFlight}).
 *   <li>A call that authorizes a lowered rule may still be under way, or be delivered twice: revoking it must wait until no
 *       such call can take effect any more, or it would come back afterwards. Where its outcome is not known, it must wait
 *       as long again, until no read can still show the time before it took effect. (The plain way forward never authorized
 *       what it revokes, and waits for nothing.)
 *   <li>Absence in a read proves nothing. A rule is gone when AWS said so: the revoke was answered, or a revoke of it alone
 *       was answered with NotFound. So every id that we may have made is revoked, whether the read shows it or not. What we
 *       made without learning its id is found in a read after (3): a call that may have made it named it like this. The tag
 *       alone tells nothing, because anybody can take it off.
 *   <li>What the clock of an earlier process said shortens no wait: all that it did counts as done when this one began.
 *   <li>Every write follows a read that came after the previous write, and every write is journaled before it is sent.
 * </ol>
 *
 * Rules of others are neither raised nor lowered: they are kept, and reported at the end.
 */
final class Sequence {

    /** The tag, with the plan's digest as its value, of every rule that weir authorizes. */
    static final String TAG = "weir:plan";

    private final JournalState progress;
    private final List<Known> read;
    private final Instant now;
    private final Tempo tempo;
    private final Leg leg;
    private final Set<RuleKey> lowered;

    private Sequence(JournalState progress, List<Known> read, Instant now, Tempo tempo) {
        this.progress = progress;
        this.read = read;
        this.now = now;
        this.tempo = tempo;
        this.leg = progress.leg();
        this.lowered = leg.lowered(progress.direction());
    }

    /** The next step, given what the journal says and what a read just showed. */
    static NextStep next(JournalState progress, List<Known> read, Instant now, Tempo tempo) {
        return new Sequence(progress, read, now, tempo).next();
    }

    private NextStep next() {
        if (progress.inVain() >= tempo.attempts()) {
            return new NextStep.Stop("the last " + progress.inVain()
                    + " calls were throttled or got no answer; help: look at the load on the account's EC2 API");
        }
        List<Known> missing =
                raised().stream().filter(rule -> !isSeen(RuleKey.of(rule))).toList();
        if (!missing.isEmpty()) {
            return raise(missing);
        }
        if (progress.direction() == Direction.FORWARD) {
            Optional<Known> lost =
                    kept().stream().filter(rule -> !isSeen(RuleKey.of(rule))).findFirst();
            if (lost.isPresent()) {
                return patiently(
                        "`" + RuleKey.of(lost.get()) + "`, which the plan keeps, is no longer shown: somebody else"
                                + " took it away; help: roll back, then plan again");
            }
        }
        return settled().or(this::quiet).or(this::lower).orElseGet(this::prove);
    }

    private List<Known> raised() {
        List<Known> target = leg.target(progress.direction());
        if (progress.direction() == Direction.BACK) {
            return target.stream().map(Sequence::anew).toList();
        }
        return target.stream().filter(rule -> rule.id().isEmpty()).toList();
    }

    private List<Known> kept() {
        Set<RuleKey> revoked = RuleKey.all(progress.opened().revoke());
        List<Known> kept = new ArrayList<>(leg.throughout());
        progress.opened().before().stream()
                .filter(rule -> !revoked.contains(RuleKey.of(rule)))
                .forEach(kept::add);
        return kept;
    }

    /** The rule as it is to be authorized again: the same in everything but the id. */
    private static Known anew(Known rule) {
        return new Known(Optional.empty(), rule.service(), rule.destination(), rule.description(), rule.tags());
    }

    private boolean isSeen(RuleKey key) {
        return read.stream()
                .anyMatch(rule -> RuleKey.of(rule).equals(key) && progress.fate(rule, tempo.inFlight()) == Fate.STANDS);
    }

    /** What a missing rule needs. */
    private enum Need {
        AUTHORIZE,
        AUTHORIZE_ALONE,
        TIME,
        SIGHT
    }

    private NextStep raise(List<Known> missing) {
        Map<Map<String, String>, List<Known>> together = new LinkedHashMap<>();
        List<Known> alone = new ArrayList<>();
        Optional<Duration> time = Optional.empty();
        for (Known rule : missing) {
            RuleKey key = RuleKey.of(rule);
            Optional<Sent> last = lastAuthorizeOf(key);
            Optional<String> refused = last.flatMap(this::refusedForGood);
            if (refused.isPresent()) {
                return new NextStep.Stop(
                        "AWS refused to authorize `" + key + "`: " + refused.get() + help(refused.get()));
            }
            switch (need(key, last)) {
                case AUTHORIZE ->
                    together.computeIfAbsent(rule.tags(), tags -> new ArrayList<>())
                            .add(rule);
                case AUTHORIZE_ALONE -> alone.add(rule);
                case TIME ->
                    time = Optional.of(
                            untilCertain(progress.doubtOf(key, tempo.inFlight()).orElse(now)));
                case SIGHT -> {}
            }
        }
        if (!together.isEmpty()) {
            return new NextStep.Send(
                    new RuleCall.Authorize(together.values().iterator().next()));
        }
        if (!alone.isEmpty()) {
            return new NextStep.Send(new RuleCall.Authorize(List.of(alone.get(0))));
        }
        if (time.isPresent()) {
            return new NextStep.Wait(time.get(), "until no revoke that got no answer can still take effect");
        }
        return patiently("`" + RuleKey.of(missing.get(0)) + "` was authorized and is not shown by reads");
    }

    private static String help(String code) {
        return code.equals("RulesPerSecurityGroupLimitExceeded")
                ? "; help: take a rule away that somebody else made since (they are listed), or get a larger quota"
                        + " (L-0EA8095F), then go on"
                : "";
    }

    /** The last call that authorized this key after the last one that may have taken it away. */
    private Optional<Sent> lastAuthorizeOf(RuleKey key) {
        int from = progress.lastRevokeOf(key);
        return progress.authorizesOf(key).stream()
                .filter(call -> call.number() > from)
                .reduce((first, second) -> second);
    }

    private Need need(RuleKey key, Optional<Sent> last) {
        Optional<Instant> doubt = progress.doubtOf(key, tempo.inFlight());
        Need again = doubt.isPresent() ? Need.AUTHORIZE_ALONE : Need.AUTHORIZE;
        if (last.isEmpty() || last.get().isInDoubt() || last.get().isThrottled()) {
            return again;
        }
        Sent call = last.get();
        if (call.isDuplicate() && !call.call().isSingle()) {
            return Need.AUTHORIZE_ALONE;
        }
        if (call.isDuplicate() && doubt.isPresent()) {
            return untilCertain(doubt.get()).isZero() ? Need.AUTHORIZE_ALONE : Need.TIME;
        }
        if (call.isDone() || call.isDuplicate()) {
            boolean old =
                    call.isInherited() && !now.isBefore(progress.startedAt().plus(tempo.inFlight()));
            return old ? Need.AUTHORIZE_ALONE : Need.SIGHT;
        }
        return again;
    }

    private Duration untilCertain(Instant doubtFrom) {
        return rest(doubtFrom.plus(tempo.inFlight()));
    }

    private Duration rest(Instant until) {
        return now.isBefore(until) ? Duration.between(now, until) : Duration.ZERO;
    }

    /** A refusal that trying again in this process does not change. */
    private Optional<String> refusedForGood(Sent call) {
        boolean authorizes = call.call() instanceof RuleCall.Authorize;
        return call.refusal()
                .filter(refused -> !call.isInherited() && !(authorizes ? refused.isDuplicate() : refused.isNotFound()))
                .map(WriteAnswer.Refused::code);
    }

    private Optional<NextStep> settled() {
        boolean madeAny = raised().stream()
                .anyMatch(rule -> !progress.authorizesOf(RuleKey.of(rule)).isEmpty());
        if (!madeAny) {
            return Optional.empty();
        }
        if (progress.seen().isEmpty()) {
            return Optional.of(new NextStep.MarkSeen());
        }
        Duration rest = rest(progress.seen().get().plus(tempo.settle()));
        return rest.isZero()
                ? Optional.empty()
                : Optional.of(new NextStep.Wait(rest, "for the new rules to reach every host"));
    }

    /** Invariant 3. */
    private Optional<NextStep> quiet() {
        Duration longest = Duration.ZERO;
        for (RuleKey key : lowered) {
            for (Sent call : progress.authorizesOf(key)) {
                Instant arrived = call.doubtFrom().plus(tempo.inFlight());
                Duration rest = rest(call.isInDoubt() ? arrived.plus(tempo.inFlight()) : arrived);
                longest = rest.compareTo(longest) > 0 ? rest : longest;
            }
        }
        return longest.isZero()
                ? Optional.empty()
                : Optional.of(new NextStep.Wait(longest, "until no call that authorizes can still take effect"));
    }

    private Optional<NextStep> lower() {
        List<Known> together = new ArrayList<>();
        List<Known> alone = new ArrayList<>();
        for (Known rule : toLower()) {
            List<Sent> revokes = progress.revokesOf(rule.id().orElseThrow());
            Optional<Sent> last = revokes.stream().reduce((first, second) -> second);
            Optional<String> refused = last.flatMap(this::refusedForGood);
            if (refused.isPresent()) {
                return Optional.of(
                        new NextStep.Stop("AWS refused to revoke `" + RuleKey.of(rule) + "`: " + refused.get()));
            }
            boolean asked =
                    last.isPresent() && (last.get().isInDoubt() || last.get().isNotFound());
            (asked ? alone : together).add(rule);
        }
        if (!together.isEmpty()) {
            return Optional.of(new NextStep.Send(new RuleCall.Revoke(together)));
        }
        return alone.isEmpty()
                ? Optional.empty()
                : Optional.of(new NextStep.Send(new RuleCall.Revoke(List.of(alone.get(0)))));
    }

    /** Every rule that is to go and may still be there, by id. */
    private List<Known> toLower() {
        Map<String, Known> rules = new LinkedHashMap<>();
        leg.source(progress.direction()).stream()
                .filter(rule -> lowered.contains(RuleKey.of(rule)))
                .forEach(rule -> rule.id().ifPresent(id -> rules.put(id, rule)));
        Stream.concat(progress.made().stream(), read.stream().filter(progress::isOurs))
                .filter(rule -> lowered.contains(RuleKey.of(rule)))
                .forEach(rule -> rule.id().ifPresent(id -> rules.put(id, rule)));
        return rules.values().stream()
                .filter(rule -> progress.fate(rule, tempo.inFlight()) != Fate.GONE)
                .toList();
    }

    private NextStep prove() {
        Optional<Known> old = read.stream()
                .filter(rule -> progress.fate(rule, tempo.inFlight()) == Fate.GONE)
                .findFirst();
        return old.isPresent()
                ? patiently("`" + RuleKey.of(old.get()) + "` was revoked and is still shown by reads")
                : new NextStep.Finish();
    }

    private NextStep patiently(String reason) {
        Instant end = progress.lastMove()
                .plus(tempo.patience())
                .plus(tempo.inFlight())
                .plus(tempo.settle());
        return now.isBefore(end) ? new NextStep.Wait(tempo.poll(), reason) : new NextStep.Stop(reason);
    }
}
