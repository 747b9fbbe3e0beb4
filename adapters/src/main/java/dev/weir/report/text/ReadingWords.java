package dev.weir.report.text;

import dev.weir.flow.FlowReading;
import dev.weir.flow.MalformedLine;
import dev.weir.flow.PassedOver;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.QueryLogs;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Says what a reading of flow logs skipped and what it lost, a sentence each; not printable yet. */
public final class ReadingWords {

    private static final int SAID = 10;

    private ReadingWords() {}

    /** All but the problems, the first few of what comes with every file in full. */
    public static List<String> of(FlowEvidence.FlowsRead read) {
        List<String> said = new ArrayList<>();
        if (!read.known().isEmpty()) {
            String first = read.known().get(0);
            boolean isDay = read.evidence().tableDays().stream()
                    .anyMatch(day -> day.name().equals(first));
            said.add("skipped " + Counted.of(read.known().size(), isDay ? "day" : "file")
                    + " that the profile already holds, such as " + first);
        }
        if (read.outside() > 0) {
            said.add("left " + Counted.of(read.outside(), "file")
                    + " unopened, whose names lie outside of what was asked for");
        }
        of(read.beside()).ifPresent(said::add);
        add(read.readings(), "observe into a new profile", said);
        said.addAll(LossWords.of(read.losses()));
        return said;
    }

    /** The same of query logs. */
    public static List<String> of(QueryLogs.QueriesRead read) {
        List<String> said = new ArrayList<>();
        if (read.outside() > 0) {
            said.add("left " + Counted.of(read.outside(), "file")
                    + " of queries unopened, whose names lie outside of the time of the flow logs");
        }
        of(read.beside(), "Resolver query logs").ifPresent(said::add);
        add(read.readings(), "run it again", said);
        return said;
    }

    private static void add(List<FlowReading> readings, String help, List<String> said) {
        List<String> ofReadings = readings.stream()
                .flatMap(reading -> lines(reading, help).stream())
                .toList();
        said.addAll(ofReadings.subList(0, Math.min(SAID, ofReadings.size())));
        if (ofReadings.size() > SAID) {
            said.add("and " + (ofReadings.size() - SAID) + " more");
        }
    }

    /** What lay beside flow logs and is none. */
    public static Optional<String> of(PassedOver beside) {
        return of(beside, "VPC flow logs");
    }

    private static Optional<String> of(PassedOver beside, String wanted) {
        return beside.count() == 0
                ? Optional.empty()
                : Optional.of(
                        "passed over " + Counted.of(beside.count(), "file") + " without " + wanted + " " + beside);
    }

    private static List<String> lines(FlowReading reading, String help) {
        List<String> lines = new ArrayList<>();
        reading.problem()
                .ifPresent(problem -> lines.add(reading.object() + ": " + problem
                        + (reading.records() == 0
                                ? ""
                                : "; the " + Counted.of(reading.records(), "record") + " before that stand; help: "
                                        + help + " once the file is whole")));
        reading.declined()
                .filter(any -> !reading.isPassedOver())
                .ifPresent(other -> lines.add(reading.object() + ": holds besides " + other));
        if (reading.malformed() > 0) {
            StringBuilder text = new StringBuilder(reading.object()).append(": ");
            text.append(Counted.of(reading.malformed(), "line")).append(" could not be read");
            for (MalformedLine sample : reading.samples()) {
                text.append("; line ").append(sample.line()).append(' ').append(sample.reason());
            }
            lines.add(text.toString());
        }
        return lines;
    }
}
