package dev.weir.operation;

import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.remediation.IdleConnections;
import dev.weir.remediation.JournalEntry;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.RejectWatch;
import dev.weir.remediation.Rejects;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Whether a change denied anything that it should not have, as far as flow logs tell. */
public record VerifyOperation(JournalStore journals) {

    /**
     * Which change, and where to look.
     *
     * @param journal the name of its journal
     * @param logs of the time before and after it
     */
    public record Request(String journal, FlowLogs logs) {}

    /**
     * What was found, and what could not be read.
     *
     * @param opened the change
     * @param rejects what the logs say
     * @param beside what is no flow log and was passed over
     * @param problems what could not be read of them
     */
    public record Result(Opened opened, Rejects rejects, PassedOver beside, List<String> problems) {

        public Result {
            problems = List.copyOf(problems);
        }

        /** Whether the logs were read whole and say anything of the time after the change. */
        public boolean isObserved() {
            return problems.isEmpty() && !rejects.observed().isEmpty();
        }
    }

    /** @throws FailureException if there is no such journal, or its change has not taken effect */
    public Result run(Request request) {
        String name = request.journal();
        List<JournalEntry> journal = ChangeRun.guarded(() -> journals.read(name));
        Opened opened = ChangeRun.guarded(() -> ChangeRun.opened(journal));
        Instant changedAt = RejectWatch.changedAt(journal)
                .orElseThrow(() -> new FailureException("the change of journal `" + name
                        + "` has revoked nothing yet, so it can have denied nothing; help: `weir resume " + name
                        + "`"));
        return look(opened, changedAt, RejectWatch.undoneAt(journal), request.logs());
    }

    static Result look(Opened opened, Instant changedAt, Optional<Instant> undoneAt, FlowLogs logs) {
        FlowSource.Listed listing = logs.source().list();
        List<Problem> problems = new ArrayList<>(listing.problems());
        logs.source().willBeRead(FlowPass.largestFirst(listing.objects()));
        FlowPass pass = new FlowPass(logs.contents(), logs.threads());
        FlowPass.PassResult<RejectWatch> outcome =
                pass.over(listing.objects(), () -> new RejectWatch(opened, changedAt, undoneAt), reading -> {});
        RejectWatch all = new RejectWatch(opened, changedAt, undoneAt);
        outcome.sinks().forEach(all::merge);
        for (FlowReading reading : outcome.readings()) {
            reading.problem().ifPresent(problem -> problems.add(new Problem(Origin.of(reading.object()), problem)));
        }
        PassedOver beside = FlowReadings.beside(outcome.readings(), logs.source(), listing, "a flow log", problems);
        IdleConnections idle = all.idleConnections();
        if (all.isInDoubt()) {
            pass.over(listing.objects(), all::idleConnections, reading -> {})
                    .sinks()
                    .forEach(idle::merge);
        }
        return new Result(
                opened,
                all.result(idle),
                beside,
                problems.stream().map(Problem::toString).toList());
    }
}
