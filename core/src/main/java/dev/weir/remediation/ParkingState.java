package dev.weir.remediation;

import dev.weir.remediation.JournalEntry.Announced;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.ParkingAnswered;
import dev.weir.remediation.JournalEntry.ParkingIntended;
import dev.weir.remediation.JournalEntry.Reached;
import java.time.Instant;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** What a journal says of a parking group, folded from its entries alone, as {@link JournalState} is. */
final class ParkingState {

    private final Opened opened;
    private final List<Sent> sent = new ArrayList<>();
    private final Set<Parking.Stage> reached = EnumSet.noneOf(Parking.Stage.class);
    private Direction direction = Direction.FORWARD;
    private boolean wasBack;
    private boolean isTold;
    private Instant lastMove;

    /**
     * A call that was sent, or may have been.
     *
     * @param doubtFrom the latest moment at which it was sent
     * @param isInherited whether an earlier process sent it
     */
    record Sent(ParkingCall call, Optional<WriteAnswer> answer, Instant doubtFrom, boolean isInherited) {

        boolean isDone() {
            return answer.filter(WriteAnswer.Done.class::isInstance).isPresent();
        }

        /** Whether it is worth sending again: it was put off, or may not have arrived. */
        boolean isOpen() {
            return answer.isEmpty()
                    || answer.get() instanceof WriteAnswer.Unknown
                    || answer.get() instanceof WriteAnswer.Throttled;
        }

        /** AWS's code where it said no. */
        Optional<String> refusal() {
            return answer.filter(WriteAnswer.Refused.class::isInstance)
                    .map(refused -> ((WriteAnswer.Refused) refused).code());
        }
    }

    private ParkingState(Opened opened, Instant startedAt) {
        this.opened = opened;
        this.lastMove = startedAt;
    }

    /** Folds a journal whose first line parks. */
    static ParkingState of(List<JournalEntry> entries, int inherited, Instant startedAt) {
        ParkingState state = new ParkingState((Opened) entries.get(0), startedAt);
        for (int index = 0; index < entries.size(); index++) {
            // The clock of an earlier process may have been wrong: all that is certain is that it came before this one.
            state.lastMove = index < inherited ? startedAt : entries.get(index).at();
            state.take(entries.get(index), index < inherited);
        }
        return state;
    }

    private void take(JournalEntry entry, boolean isInherited) {
        if (entry instanceof Announced announced) {
            if (announced.direction() != direction) {
                reached.clear();
            }
            direction = announced.direction();
            wasBack |= direction == Direction.BACK;
        } else if (entry instanceof Reached stage) {
            reached.add(stage.stage());
            isTold |= stage.stage() == Parking.Stage.CANARY && isInherited;
        } else if (entry instanceof ParkingIntended intended) {
            sent.add(new Sent(intended.call(), Optional.empty(), lastMove, isInherited));
        } else if (entry instanceof ParkingAnswered answered) {
            int last = sent.size() - 1;
            if (last < 0 || sent.get(last).answer().isPresent()) {
                throw new JournalFailure("the journal has an answer to a call that was not waiting for one");
            }
            sent.set(last, new Sent(sent.get(last).call(), Optional.of(answered.answer()), lastMove, isInherited));
        }
    }

    Opened opened() {
        return opened;
    }

    Parking parking() {
        return opened.parking().orElseThrow();
    }

    Direction direction() {
        return direction;
    }

    /** Whether it heads forward again after it headed back, which nothing here is made for. */
    boolean turnedTwice() {
        return wasBack && direction == Direction.FORWARD;
    }

    boolean has(Parking.Stage stage) {
        return reached.contains(stage);
    }

    /** Whether the rules of the narrowed group itself are what is to be changed next. */
    boolean isTurnOfRules() {
        return !has(Parking.Stage.RULES) && (direction == Direction.BACK || has(Parking.Stage.PARKED));
    }

    /** Whether an earlier process ended after the canaries: whoever resumes wants the rest. */
    boolean mayTakeTheRest() {
        return isTold;
    }

    Instant lastMove() {
        return lastMove;
    }

    /** The last call of these, if there was one. */
    Optional<Sent> last(Predicate<ParkingCall> kind) {
        return sent.stream().filter(call -> kind.test(call.call())).reduce((first, second) -> second);
    }

    List<Sent> sent() {
        return List.copyOf(sent);
    }

    /** How many calls in a row, up to the last one of this process, were throttled or have no known outcome. */
    int inVain() {
        int count = 0;
        for (int index = sent.size() - 1; index >= 0; index--) {
            if (sent.get(index).isInherited() || !sent.get(index).isOpen()) {
                return count;
            }
            count++;
        }
        return count;
    }
}
