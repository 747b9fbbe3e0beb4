package dev.weir.operation;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.SourceDay;
import dev.weir.evidence.TableDay;
import dev.weir.flow.FlowField;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/**
 * Records that would count twice, because an engine read them from a table and something else holds them too: a file, a log group,
 * another table.
 *
 * <p>No digest tells that. What tells is when records ended, whose interfaces they are of and which flow log wrote them; where one
 * of these is not known, they may be the same. Of different flow logs of one interface the largest counts, so these never count twice.
 *
 * <pre>
 * new            asked before it is read, of what is known of it and of the profile's days
 * two profiles   asked exactly: an interface, a flow log and a day that both have
 * </pre>
 */
final class DoubleCount {

    /** What stands for the flow log of records that name none; unlike one that is not known. */
    private static final String NO_FLOW_LOG = "";

    private static final int ACCOUNT = SourceDay.OWNERS.indexOf(FlowField.ACCOUNT_ID);
    private static final int REGION = SourceDay.OWNERS.indexOf(FlowField.REGION);

    private final Evidence before;
    private final FlowChoice choice;
    private final List<TableDay> tableDays;
    private @Nullable Map<LocalDate, Set<FlowKey>> seen;
    private @Nullable Map<LocalDate, Set<String>> filed;

    /**
     * What may come to evidence.
     *
     * @param before the evidence
     * @param choice which records will be taken
     */
    DoubleCount(Evidence before, FlowChoice choice) {
        this.before = before;
        this.choice = choice;
        tableDays = days(before);
    }

    private static List<TableDay> days(Evidence evidence) {
        return evidence.tableDays().stream()
                .flatMap(input -> TableDay.of(input.digest()).stream())
                .toList();
    }

    /** Why an object that was not observed yet cannot be: a sentence; empty where it can. */
    Optional<String> by(FlowObject object, String digest) {
        Optional<TableDay> asked = TableDay.of(digest);
        if (asked.isPresent()) {
            return byTable(asked.get());
        }
        FlowKey key = object.key();
        return tableDays.stream()
                .filter(held -> key.mayShare(key(held.day())))
                .filter(held -> seenOn(held.day()).stream()
                        .filter(records -> !isFiled(records, held.day()))
                        .anyMatch(records -> isChosen(records) && key.mayShare(records)))
                .findFirst()
                .map(held -> "was not read: the profile holds " + held.day() + " from `" + held.table()
                        + "`, and what both hold would count twice; help: begin behind the days of that table by"
                        + " `--from`, or observe this into a profile of its own");
    }

    private Optional<String> byTable(TableDay asked) {
        if (seenOn(asked.day()).stream().noneMatch(this::isChosen)) {
            return Optional.empty();
        }
        return before.inputs().stream()
                .filter(input -> mayHold(input, asked.day()))
                .filter(input -> TableDay.of(input.digest())
                        .filter(other -> other.table().equals(asked.table()))
                        .isEmpty())
                .findFirst()
                .map(other -> "was not asked for: the profile holds records of that day from `" + other.name()
                        + "`, and what both hold would count twice; help: begin behind that by `--from`, or observe"
                        + " the table into a profile of its own");
    }

    private boolean isChosen(FlowKey records) {
        return choice.selection().admits(records);
    }

    /** Whose records of a day the evidence holds. */
    private Set<FlowKey> seenOn(LocalDate day) {
        Map<LocalDate, Set<FlowKey>> all = seen;
        if (all == null) {
            Map<LocalDate, Set<FlowKey>> found = new HashMap<>();
            before.sourceDays.forEach((key, said) -> {
                if (choice.interfaces().isEmpty()
                        || choice.interfaces().contains(before.texts.text(key.networkInterface()))) {
                    LocalDate on = LocalDate.ofEpochDay(key.day());
                    found.computeIfAbsent(on, any -> new HashSet<>())
                            .add(new FlowKey(
                                    Optional.of(flowLog(before, key)),
                                    owner(said, ACCOUNT).filter(account -> account.matches("[0-9]{12}")),
                                    owner(said, REGION),
                                    key(on).from(),
                                    key(on).to()));
                }
            });
            seen = found;
            all = found;
        }
        return all.getOrDefault(day, Set.of());
    }

    private Optional<String> owner(SourceDay said, int which) {
        return Optional.of(said.owners[which]).filter(token -> token >= 0).map(before.texts::text);
    }

    private static String flowLog(Evidence evidence, SourceDay.Key key) {
        return key.flowLog() < 0 ? NO_FLOW_LOG : evidence.texts.text(key.flowLog());
    }

    /** Whether records came from files that AWS named, so that more of these files add to them. */
    private boolean isFiled(FlowKey records, LocalDate day) {
        Map<LocalDate, Set<String>> all = filed;
        if (all == null) {
            Map<LocalDate, Set<String>> found = new HashMap<>();
            before.inputs().stream()
                    .filter(input -> !input.isTableDay())
                    .map(input -> FlowKey.parse(input.name()))
                    .filter(key -> key.flowLog().isPresent())
                    .forEach(key -> key.from()
                            .map(from -> LocalDate.ofInstant(from, ZoneOffset.UTC))
                            .ifPresent(on -> found.computeIfAbsent(on, any -> new HashSet<>())
                                    .add(key.flowLog().orElseThrow())));
            filed = found;
            all = found;
        }
        return all.getOrDefault(day, Set.of()).contains(records.flowLog().orElseThrow());
    }

    private static FlowKey key(LocalDate day) {
        Instant from = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return FlowKey.between(
                from, day.plusDays(1).atStartOfDay(ZoneOffset.UTC).toInstant());
    }

    /** Whether an input may hold records that ended on a day. */
    private static boolean mayHold(ObservedInput input, LocalDate day) {
        return TableDay.of(input.digest())
                .map(table -> table.day().equals(day))
                .orElseGet(() -> FlowKey.parse(input.name()).mayShare(key(day))
                        && FlowChoice.period(input.digest()).mayShare(key(day)));
    }

    /** What would count twice if these two became one, as the rest of a sentence; empty where nothing would. They share no input. */
    static Optional<String> between(Evidence one, Evidence other) {
        return twice(one, other).or(() -> twice(other, one));
    }

    /** An interface, a flow log and a day that evidence has. */
    private record Lane(String networkInterface, String flowLog, LocalDate day) {

        static Lane of(Evidence evidence, SourceDay.Key key) {
            return new Lane(
                    evidence.texts.text(key.networkInterface()),
                    DoubleCount.flowLog(evidence, key),
                    LocalDate.ofEpochDay(key.day()));
        }
    }

    private static Optional<String> twice(Evidence ofTables, Evidence other) {
        Map<LocalDate, String> tables = new HashMap<>();
        days(ofTables).forEach(day -> tables.put(day.day(), day.table()));
        if (tables.isEmpty()) {
            return Optional.empty();
        }
        Set<Lane> lanes = new HashSet<>();
        ofTables.sourceDays.keySet().stream()
                .filter(key -> tables.containsKey(LocalDate.ofEpochDay(key.day())))
                .forEach(key -> lanes.add(Lane.of(ofTables, key)));
        Map<LocalDate, Lane> both = new TreeMap<>();
        other.sourceDays.keySet().stream()
                .map(key -> Lane.of(other, key))
                .filter(lanes::contains)
                .forEach(lane -> both.put(lane.day(), lane));
        return both.values().stream()
                .flatMap(lane -> other.inputs().stream()
                        .filter(input -> mayHold(input, lane.day()))
                        .map(input ->
                                "`" + lane.networkInterface() + "` has records of " + lane.day() + " in both, from `"
                                        + tables.getOrDefault(lane.day(), "?") + "` and from `" + input.name() + "`")
                        .limit(1))
                .findFirst();
    }
}
