package dev.weir.operation.logs;

import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.Set;
import java.util.TreeSet;

/**
 * How well flow logs see some interfaces.
 *
 * @param state in one word
 * @param flowLogs every flow log that watches one of them, sorted by id
 * @param interfaces how many there are
 * @param unseen ids of those of which nothing can be learned, sorted
 * @param since from which day on all of those that are seen are: by the profile where there is one, else by the flow logs' creation
 * @param usableDays days of which something is known, by the profile; else days since then
 * @param readyOn the day from which on the gates of a plan that only time passes can pass
 * @param gaps what keeps a plan back, the worst first
 */
public record Sight(
        State state,
        List<JudgedFlowLog> flowLogs,
        int interfaces,
        List<String> unseen,
        Optional<LocalDate> since,
        OptionalInt usableDays,
        Optional<LocalDate> readyOn,
        Set<FlowLogGap> gaps) {

    /** How well. */
    public enum State {
        /** All of them. */
        SEEN,
        /** Some of them. */
        IN_PART,
        /** None of them. */
        NOT_SEEN,
        /** There is none. */
        NO_INTERFACE,
        /** Not all flow logs or interfaces were read. */
        NOT_KNOWN;

        /** The name in reports, such as {@code in-part}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }
    }

    public Sight {
        flowLogs = List.copyOf(flowLogs);
        unseen = List.copyOf(unseen);
        gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
    }
}
