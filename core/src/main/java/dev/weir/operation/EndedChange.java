package dev.weir.operation;

import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.Outcome;
import java.time.Instant;
import java.util.Optional;

/**
 * What a run over a journal came to.
 *
 * @param outcome how it ended
 * @param opened what was to be done
 * @param changedAt when it took effect; empty where it did not
 * @param journal its name
 */
public record EndedChange(Outcome outcome, Opened opened, Optional<Instant> changedAt, String journal) {}
