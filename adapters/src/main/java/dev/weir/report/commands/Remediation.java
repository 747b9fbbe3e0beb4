package dev.weir.report.commands;

import java.util.List;

/**
 * What to do about a finding, by hand.
 *
 * @param console steps in the AWS console, in order
 * @param awsCli commands for a POSIX shell, in order: what is needed is added before anything is removed
 * @param undo the commands that bring back what {@code awsCli} removes
 */
public record Remediation(List<String> console, List<String> awsCli, List<String> undo) {

    /** Nothing is to be done. */
    public static final Remediation NONE = new Remediation(List.of(), List.of(), List.of());

    public Remediation {
        console = List.copyOf(console);
        awsCli = List.copyOf(awsCli);
        undo = List.copyOf(undo);
    }
}
