package dev.weir.operation;

import dev.weir.remediation.Direction;
import dev.weir.remediation.Tempo;
import java.util.Optional;

/** Goes on with a change by its journal: the way it was heading, or back to the rules that the group had, re-opening first. */
public record ResumeOperation(ChangePorts ports, ChangeListener listener) {

    /**
     * Which change.
     *
     * @param journal the name of its journal
     * @param wanted which way; empty is the way that its journal last announced
     * @param tempo how long to wait for what
     */
    public record Request(String journal, Optional<Direction> wanted, Tempo tempo) {}

    /** @throws FailureException if the listener does not want it, or the journal cannot be gone on with */
    public EndedChange run(Request request) {
        return new ChangeRun(ports, request.tempo(), listener).confirmed(request.journal(), request.wanted());
    }
}
