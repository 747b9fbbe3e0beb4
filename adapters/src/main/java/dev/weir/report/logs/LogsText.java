package dev.weir.report.logs;

import dev.weir.flow.FlowField;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.operation.logs.FlowLogGap;
import dev.weir.operation.logs.JudgedFlowLog;
import dev.weir.operation.logs.LogRemedy;
import dev.weir.operation.logs.LogsOperation;
import dev.weir.operation.logs.Sight;
import dev.weir.report.ReadExtent;
import dev.weir.report.Run;
import dev.weir.report.Terminal;
import dev.weir.report.Words;
import dev.weir.report.commands.FlowLogCalls;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** What flow logs see of each VPC and each failing group, what that keeps back, and what to run. */
public final class LogsText {

    private static final int MOST = 200;
    private static final int FEW = 5;
    private static final int PROBLEMS = 50;
    private static final int COSTS = 20;

    private final LogsOperation.Result result;
    private final Run run;
    private final TextLines out;

    public LogsText(LogsOperation.Result result, Run run, Terminal terminal) {
        this.result = result;
        this.run = run;
        out = new TextLines(terminal.columns());
    }

    /** The whole text, with a line end. */
    public String render() {
        out.paragraph(
                "flow logs of " + Counted.of(result.vpcs().size(), "VPC") + " and of "
                        + Counted.of(result.groups().size(), "security group that fails", "security groups that fail")
                        + ", as of " + Timestamp.minutes(run.at())
                        + ReadExtent.calls(run.access()),
                0);
        vpcs();
        groups();
        costs();
        remedies();
        problems();
        return out.blank().paragraph(counts(), 0).toString();
    }

    private void vpcs() {
        if (!result.vpcs().isEmpty()) {
            out.blank().table(vpcs(true), () -> vpcs(false));
            more(result.vpcs().size());
        }
    }

    private Table vpcs(boolean withPlace) {
        Table table = new Table(0, 2, columns(withPlace, Table.Column.kept("VPC")));
        for (LogsOperation.SeenVpc vpc :
                result.vpcs().subList(0, Math.min(MOST, result.vpcs().size()))) {
            Sight sight = vpc.sight();
            row(table, withPlace, vpc.scope(), sight, Printable.of(vpc.id()));
            if (!vpc.name().isEmpty()) {
                table.below(Printable.of(vpc.name()));
            }
            sight.flowLogs().stream().limit(FEW).forEach(log -> flowLog(table, log));
            if (sight.flowLogs().size() > FEW) {
                table.below("and " + Counted.of(sight.flowLogs().size() - FEW, "more flow log", "more flow logs"));
            }
        }
        return table;
    }

    /** The columns of both tables; without the place where the terminal is too narrow for it, which then goes below each row. */
    private static Table.Column[] columns(boolean withPlace, Table.Column... first) {
        List<Table.Column> columns = new ArrayList<>(List.of(first));
        if (withPlace) {
            columns.add(Table.Column.kept("ACCOUNT"));
            columns.add(Table.Column.kept("REGION"));
        }
        columns.add(Table.Column.kept("SEEN"));
        columns.add(Table.Column.kept("SINCE"));
        columns.add(Table.Column.number("DAYS"));
        columns.add(Table.Column.kept("PLAN FROM"));
        columns.add(Table.Column.below("GAPS", Integer.MAX_VALUE));
        return columns.toArray(Table.Column[]::new);
    }

    private static void row(Table table, boolean withPlace, Scope scope, Sight sight, String... first) {
        List<String> cells = new ArrayList<>(List.of(first));
        if (withPlace) {
            cells.add(account(scope));
            cells.add(region(scope));
        }
        cells.addAll(List.of(seen(sight), day(sight.since()), days(sight), day(sight.readyOn()), gaps(sight.gaps())));
        table.row(cells.toArray(String[]::new));
        if (!withPlace) {
            table.below(Printable.of(scope.toString()));
        }
    }

    private static void flowLog(Table table, JudgedFlowLog judged) {
        table.below(Printable.of(
                judged.log().id() + " of " + judged.log().resource() + ": " + LogsWords.says(judged.log())));
        Set<FlowField> without = EnumSet.noneOf(FlowField.class);
        without.addAll(judged.missing());
        without.addAll(judged.lacking());
        if (!without.isEmpty()) {
            table.below("without " + without.stream().map(FlowField::awsName).collect(Collectors.joining(", ")));
        }
    }

    private void groups() {
        if (!result.groups().isEmpty()) {
            out.blank().table(groups(true), () -> groups(false));
            more(result.groups().size());
        }
    }

    private Table groups(boolean withPlace) {
        Table table = new Table(
                0,
                10,
                columns(withPlace, Table.Column.kept("SEVERITY"), Table.Column.cut("SECURITY GROUP", 0, 20, 40)));
        for (LogsOperation.SeenGroup seen :
                result.groups().subList(0, Math.min(MOST, result.groups().size()))) {
            Sight sight = seen.sight();
            row(
                    table,
                    withPlace,
                    seen.group().scope(),
                    sight,
                    Words.of(seen.severity()),
                    Printable.of(seen.group().id() + " " + seen.group().name()));
            boolean inPart = sight.state() == Sight.State.IN_PART;
            if (inPart) {
                table.below("not seen: " + Counted.few(sight.unseen(), FEW, Printable::of));
            }
        }
        return table;
    }

    private void more(int all) {
        if (all > MOST) {
            out.paragraph("and " + Counted.number(all - MOST) + " more; `--format json` has all", 0);
        }
    }

    private void costs() {
        Set<FlowLogGap> gaps = EnumSet.noneOf(FlowLogGap.class);
        Set<FlowField> missing = EnumSet.noneOf(FlowField.class);
        Set<FlowField> lacking = EnumSet.noneOf(FlowField.class);
        for (LogsOperation.SeenVpc vpc : result.vpcs()) {
            gaps.addAll(vpc.sight().gaps());
            for (JudgedFlowLog judged : vpc.sight().flowLogs()) {
                missing.addAll(judged.missing());
                lacking.addAll(judged.lacking());
            }
        }
        result.groups().forEach(seen -> gaps.addAll(seen.sight().gaps()));
        if (gaps.isEmpty()) {
            return;
        }
        out.blank().line("what that keeps back");
        for (FlowLogGap gap : gaps) {
            out.labelled("  " + gap.id(), LogsWords.cost(gap), COSTS);
            Set<FlowField> fields =
                    gap == FlowLogGap.FIELDS_MISSING ? missing : gap == FlowLogGap.FIELDS_LACKING ? lacking : Set.of();
            fields.forEach(field -> out.paragraph(field.awsName() + ": " + LogsWords.cost(field), COSTS));
        }
    }

    private void remedies() {
        if (result.remedies().isEmpty()) {
            return;
        }
        out.blank().line("what to run");
        int number = 0;
        for (LogRemedy remedy : result.remedies()) {
            if (number == MOST) {
                more(result.remedies().size());
                return;
            }
            number++;
            FlowLogCalls.CallLines calls = FlowLogCalls.of(remedy);
            boolean somewhere = !remedy.scope().equals(Scope.UNKNOWN);
            out.paragraph(
                    number + ". "
                            + Counted.few(remedy.about(), FEW, Printable::of)
                            + (somewhere ? " (" + Printable.of(remedy.scope().toString()) + ")" : "") + ": "
                            + gaps(remedy.gaps()) + "; " + LogsWords.todo(remedy),
                    0);
            out.lines("   ", calls.now());
            LogsWords.volume(remedy).ifPresent(words -> out.paragraph(words, 3));
            if (!calls.later().isEmpty()) {
                out.paragraph("once that delivers, if nobody else needs the first:", 3);
                out.lines("   ", calls.later());
            }
        }
    }

    private void problems() {
        if (!result.complete()) {
            out.blank()
                    .paragraph("incomplete: what could not be read, so that what is missing above is not known:", 0)
                    .few(result.problems().stream().map(Problem::toString).toList(), PROBLEMS, 2, "");
        }
    }

    private String counts() {
        long seen = count(Sight.State.SEEN);
        long none = count(Sight.State.NO_INTERFACE);
        long unknown = count(Sight.State.NOT_KNOWN);
        long unseen = result.groups().stream()
                .filter(LogsOperation.SeenGroup::isUnseen)
                .count();
        return Counted.of(result.groups().size(), "group fails", "groups fail") + ": " + Counted.number(seen)
                + " seen, "
                + Counted.number(unseen) + " not seen or in part, " + Counted.number(none) + " on no interface, "
                + Counted.number(unknown) + " not known";
    }

    private long count(Sight.State state) {
        return result.groups().stream()
                .filter(seen -> seen.sight().state() == state)
                .count();
    }

    private static String seen(Sight sight) {
        return switch (sight.state()) {
            case NO_INTERFACE -> "no interface";
            case NOT_KNOWN -> "not known";
            default ->
                Counted.number(sight.interfaces() - sight.unseen().size()) + " of "
                        + Counted.number(sight.interfaces());
        };
    }

    private static String day(Optional<LocalDate> day) {
        return day.map(LocalDate::toString).orElse("-");
    }

    private static String days(Sight sight) {
        return sight.usableDays().isPresent()
                ? Counted.number(sight.usableDays().getAsInt())
                : "-";
    }

    private static String gaps(Set<FlowLogGap> gaps) {
        return gaps.stream().map(FlowLogGap::id).collect(Collectors.joining(", "));
    }

    private static String account(Scope scope) {
        return Printable.of(scope.account().orElse("unknown"));
    }

    private static String region(Scope scope) {
        return Printable.of(scope.region().orElse("unknown"));
    }
}
