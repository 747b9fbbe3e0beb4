package dev.weir.operation;

import dev.weir.remediation.Direction;
import dev.weir.remediation.Tempo;
import java.util.Optional;

/** Gives a group the rules back that it had before a change, re-opening first. */
public final class RollbackOperation {

    private final ChangePorts ports;
    private final ChangeListener listener;

    /**
     * Which change.
     *
     * @param journal the name of its journal
     * @param tempo how long to wait for what
     */
    public record Request(String journal, Tempo tempo) {}

    public RollbackOperation(ChangePorts ports, ChangeListener listener) {
        this.ports = ports;
        this.listener = listener;
    }

    /** @throws FailureException if the listener does not want it, or the journal cannot be gone on with */
    public EndedChange run(Request request) {
        return new ChangeRun(ports, request.tempo(), listener)
                .confirmed(request.journal(), Optional.of(Direction.BACK));
    }
}
