package dev.weir.report;

import dev.weir.operation.DiffOperation;
import dev.weir.operation.Difference;
import dev.weir.report.text.Counted;
import java.util.ArrayList;
import java.util.List;

/** What text and Markdown say alike of a comparison. */
final class DiffWords {

    private DiffWords() {}

    /** How a list of this kind is headed. */
    static String heading(Difference.Kind kind) {
        return switch (kind) {
            case OPENED -> "opened";
            case CLOSED -> "closed";
            case CHANGED -> "changed";
            case NOT_KNOWN -> "not known whether it opened or closed";
        };
    }

    /** {@code 2 opened, 1 not known}; what is no difference at all is said, too. */
    static String counts(DiffOperation.Result result) {
        List<String> parts = new ArrayList<>();
        for (Difference.Kind kind : Difference.Kind.values()) {
            int count = ChangedResource.of(result.differences(), kind).size();
            if (count > 0) {
                parts.add(Counted.number(count) + " " + kind.id().replace('-', ' '));
            }
        }
        if (!parts.isEmpty()) {
            return String.join(", ", parts);
        }
        return result.complete() ? "no difference" : "no difference in what was read";
    }

    /** What is not shown, because it is not meant; hostile text, empty where all is. */
    static String hidden(DiffOperation.Result result) {
        return result.filter().isAll()
                ? ""
                : Counted.of(result.hidden(), "more difference is", "more differences are") + " not shown: "
                        + result.filter();
    }

    /** What a reader must know to judge the answer; one sentence each. */
    static List<String> remarks(DiffOperation.Result result) {
        List<String> remarks = new ArrayList<>();
        if (result.notCompared() > 0) {
            remarks.add(Counted.of(result.notCompared(), "entry", "entries") + " of groups that no plan is about "
                    + (result.notCompared() == 1 ? "is" : "are") + " not compared");
        }
        boolean bothHold = result.before().extent().securityGroups() > 0
                && result.after().extent().securityGroups() > 0;
        if (bothHold && result.matched() == 0 && result.notCompared() == 0) {
            remarks.add("no group is on both sides: compare the same account, or the same code, at two times");
        }
        return remarks;
    }
}
