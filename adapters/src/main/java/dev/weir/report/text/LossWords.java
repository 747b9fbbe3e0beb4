package dev.weir.report.text;

import dev.weir.evidence.Loss;
import dev.weir.flow.FlowField;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Says which records nothing can be learned from, and which fields a flow log must have so that it can. */
final class LossWords {

    private static final int FEW = 5;

    private LossWords() {}

    static List<String> of(List<Loss> losses) {
        return losses.stream().map(LossWords::of).toList();
    }

    private static String of(Loss loss) {
        String where = loss.input()
                + (loss.inputs().size() == 1
                        ? ""
                        : " and " + Counted.of(loss.inputs().size() - 1, "other file"));
        String fields = fields(loss, field -> "`" + field.awsName() + "`");
        if (!loss.isOfSomebody()) {
            return where + ": " + Counted.of(loss.records(), "record") + " of no interface, as AWS writes them for a"
                    + " regional NAT gateway; they are nobody's evidence";
        }
        if (!loss.byFormat()) {
            return where + ": nothing can be learned from " + Counted.of(loss.records(), "record") + " with `-` for "
                    + fields + "; help: do these lines come from AWS as they are";
        }
        return where + ": the log format has no " + fields + strange(loss.strange())
                + (loss.records() == 0
                        ? ", so no rule can come of it"
                        : ", so nothing can be learned from " + Counted.of(loss.records(), "record"))
                + "; help: observe a flow log whose format has " + fields(loss, field -> "${" + field.awsName() + "}");
    }

    private static String fields(Loss loss, Function<FlowField, String> written) {
        return loss.fields().stream().sorted().map(written).collect(Collectors.joining(", "));
    }

    private static String strange(List<String> columns) {
        return columns.isEmpty()
                ? ""
                : columns.stream()
                        .limit(FEW)
                        .map(column -> "`" + column + "`")
                        .collect(Collectors.joining(
                                ", ",
                                " (but ",
                                columns.size() == 1 ? ", which is no known field)" : ", which are no known fields)"));
    }
}
