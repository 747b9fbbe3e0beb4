package dev.weir.ranges;

import dev.weir.net.Cidr;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.Tempo;
import dev.weir.remediation.WriteAnswer;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;

/**
 * Carries a {@link RangeChange} out, and undoes what was done of it where a part is refused.
 *
 * <p>Every decision is made from a read: an answer, or none, only says when to look. A list that somebody else changed in the meantime
 * is left as it is and named.
 */
public final class RangeRun {

    private final PrefixListGateway gateway;
    private final Pacer pacer;
    private final Tempo tempo;
    private final Deque<Touched> touched = new ArrayDeque<>();

    /** A list that this run changed, as it was before, and the entries that the run gave it last. */
    private record Touched(ListState before, Set<Cidr> entries) {}

    /** Why something was not done. */
    private static final class Stopped extends RuntimeException {
        private static final long serialVersionUID = 1;
        private final String why;

        Stopped(String why) {
            super(why, null, false, false);
            this.why = why;
        }
    }

    public RangeRun(PrefixListGateway gateway, Pacer pacer, Tempo tempo) {
        this.gateway = gateway;
        this.pacer = pacer;
        this.tempo = tempo;
    }

    /**
     * What became of it.
     *
     * @param done the lists as they are now, if all was done
     * @param failure why it was not done and what is now the case, one sentence without full stop; empty if it was done
     */
    public record Result(List<ListState> done, Optional<String> failure) {

        public Result {
            done = List.copyOf(done);
        }
    }

    /** Does it; the change must be possible. */
    public Result run(RangeChange change) {
        try {
            for (ListSync sync : change.lists()) {
                if (change.sizes().containsKey(sync.list().id())) {
                    resize(sync.list(), change.sizes().getOrDefault(sync.list().id(), 0));
                }
            }
            return new Result(change.lists().stream().map(this::bring).toList(), Optional.empty());
        } catch (Stopped stopped) {
            return new Result(List.of(), Optional.of(stopped.why + "; " + undo()));
        }
    }

    private void resize(ListState list, int size) {
        touched.push(new Touched(list, list.entries()));
        WriteAnswer answer = send(() -> gateway.resize(list.id(), size));
        ListState now = settled(list, answer, seen -> seen.maxEntries() == size);
        if (now.maxEntries() != size) {
            throw new Stopped("`" + list.id() + "` was not made larger: " + said(answer, now));
        }
    }

    private ListState bring(ListSync sync) {
        ListState now = sync.list();
        for (ListCall call : sync.calls().orElseThrow()) {
            Set<Cidr> wanted = call.after(now.entries());
            touched.push(new Touched(sync.list(), wanted));
            ListState from = now;
            WriteAnswer answer = send(() -> gateway.modify(from.id(), from.version(), call));
            now = settled(from, answer, seen -> seen.entries().equals(wanted));
            if (!now.entries().equals(wanted)) {
                throw new Stopped(
                        now.entries().equals(from.entries())
                                ? "`" + now.id() + "` was not changed: " + said(answer, now)
                                : "`" + now.id() + "` was changed by somebody else");
            }
        }
        return now;
    }

    /** Once, and again only where AWS said that it put the call off. */
    private WriteAnswer send(Supplier<WriteAnswer> write) {
        for (int attempt = 1; ; attempt++) {
            pacer.awaitWritePermit();
            WriteAnswer answer = write.get();
            if (!(answer instanceof WriteAnswer.Throttled) || attempt == tempo.attempts()) {
                return answer;
            }
            pacer.sleep(pacer.upTo(tempo.longestBackOff()));
        }
    }

    /** The list once it no longer changes and a call that may have been executed shows, or can no longer. */
    private ListState settled(ListState before, WriteAnswer answer, Predicate<ListState> wanted) {
        boolean definite = answer instanceof WriteAnswer.Refused || answer instanceof WriteAnswer.Throttled;
        Instant sent = pacer.now();
        Instant end = sent.plus(answer instanceof WriteAnswer.Unknown ? tempo.inFlight() : tempo.patience());
        Optional<String> unread = Optional.empty();
        Optional<ListState> last = Optional.empty();
        while (true) {
            ReadAnswer<ListState> read = gateway.read(before.id());
            last = read.match(one -> Optional.of(one.value()), none -> Optional.empty());
            unread = read.match(one -> Optional.empty(), none -> Optional.of(none.reason()));
            boolean still = last.filter(seen -> !seen.isChanging()).isPresent();
            if (still && (definite || wanted.test(last.get()) || last.get().hasFailed() && !before.hasFailed())) {
                return last.get();
            }
            if (!pacer.now().isBefore(end)) {
                break;
            }
            pacer.sleep(tempo.poll());
        }
        String why = unread.orElse("it is still being changed");
        return last.filter(seen -> !seen.isChanging())
                .orElseThrow(() -> new Stopped("what became of `" + before.id() + "` is not known: " + why));
    }

    private static String said(WriteAnswer answer, ListState now) {
        String shown =
                now.hasFailed() ? now.phase() + (now.phaseReason().isEmpty() ? "" : ": " + now.phaseReason()) : "";
        return answer.match(new WriteAnswer.Cases<>(
                done -> shown.isEmpty() ? "AWS said that it was, and no read shows it" : shown,
                refused -> "AWS refused it, " + refused.code(),
                throttled -> "AWS put it off again and again, " + throttled.code(),
                unknown -> shown.isEmpty() ? unknown.reason() : shown));
    }

    /** Gives every list that was touched its entries back, the last one first; says what is the case then. */
    private String undo() {
        Set<String> seen = new TreeSet<>();
        StringBuilder trouble = new StringBuilder();
        while (!touched.isEmpty()) {
            Touched last = touched.pop();
            if (seen.add(last.before().id())) {
                undo(last)
                        .ifPresent(why ->
                                trouble.append(trouble.isEmpty() ? "" : "; ").append(why));
            }
        }
        return trouble.isEmpty() ? "nothing of it stands" : trouble.toString();
    }

    private Optional<String> undo(Touched list) {
        ListState before = list.before();
        try {
            ListState now = settled(before, new WriteAnswer.Refused("", Optional.empty()), any -> true);
            boolean ours = now.entries().equals(list.entries())
                    || now.version() == before.version()
                    || isOnTheWay(now, before);
            if (!ours) {
                return Optional.of("`" + before.id() + "` was changed by somebody else and is left as it is");
            }
            if (!now.entries().equals(before.entries())) {
                ListState from = now;
                WriteAnswer answer = send(() -> gateway.restore(from.id(), before.version(), from.version()));
                now = settled(from, answer, state -> state.entries().equals(before.entries()));
                if (!now.entries().equals(before.entries())) {
                    return Optional.of("`" + before.id() + "` could not be given its entries back (" + said(answer, now)
                            + "); help: " + restoring(before, now));
                }
            }
            if (now.maxEntries() != before.maxEntries()) {
                WriteAnswer answer = send(() -> gateway.resize(before.id(), before.maxEntries()));
                ListState after = settled(now, answer, state -> state.maxEntries() == before.maxEntries());
                if (after.maxEntries() != before.maxEntries()) {
                    return Optional.of("`" + before.id() + "` keeps its size of " + after.maxEntries() + " entries");
                }
            }
            return Optional.empty();
        } catch (Stopped unknown) {
            return Optional.of(unknown.why);
        }
    }

    /** Whether these are the entries of an earlier call of this run. */
    private boolean isOnTheWay(ListState now, ListState before) {
        return touched.stream()
                .anyMatch(one ->
                        one.before().id().equals(before.id()) && one.entries().equals(now.entries()));
    }

    private static String restoring(ListState before, ListState now) {
        return "aws ec2 restore-managed-prefix-list-version --prefix-list-id " + before.id() + " --previous-version "
                + before.version() + " --current-version " + now.version();
    }
}
