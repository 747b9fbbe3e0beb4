package dev.weir.report;

import dev.weir.operation.DiffOperation;
import dev.weir.operation.Difference;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Markdown;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** A comparison as Markdown that fits a comment on a pull request, worst first within each kind. */
public final class DiffMarkdown {

    private final DiffOperation.Result result;

    public DiffMarkdown(DiffOperation.Result result) {
        this.result = result;
    }

    /** The whole text, with a line end. */
    public String render() {
        MarkdownComment comment = new MarkdownComment(foot());
        comment.append("### weir: ").append(DiffWords.counts(result)).append("\n\n");
        comment.append(side("Before", result.before()))
                .append(side("; after", result.after()))
                .append(".\n");
        for (Difference.Kind kind : Difference.Kind.values()) {
            List<ChangedResource> changed = ChangedResource.of(result.differences(), kind);
            if (!changed.isEmpty()) {
                comment.append("\n**").append(capital(DiffWords.heading(kind))).append("**\n\n");
                comment.append("| severity | reading | security group | opened by | before and after | where |\n");
                comment.append("|---|---|---|---|---|---|\n");
                comment.rows(changed.stream().map(DiffMarkdown::row).toList(), changed.size(), "row");
            }
        }
        return comment.toString();
    }

    private static String side(String label, DiffOperation.ReadSide side) {
        return label + " " + Markdown.code(side.name()) + ": "
                + Counted.of(side.extent().securityGroups(), "security group");
    }

    private static String capital(String text) {
        return Character.toUpperCase(text.charAt(0)) + text.substring(1);
    }

    private static String row(ChangedResource changed) {
        List<String> rules = new ArrayList<>();
        rules.add(signed("+", JudgedResource.rules(changed.added())));
        rules.add(signed("−", JudgedResource.rules(changed.removed())));
        Stream<String> details = Stream.concat(
                changed.values().stream(),
                Stream.of(changed.suppressions(), changed.reasons())
                        .flatMap(List::stream)
                        .map(Markdown::code));
        return "| " + Words.of(changed.severity()) + " | " + changed.readings() + " | "
                + JudgedResource.title(changed.resource()) + " | " + joined(rules.stream()) + " | " + joined(details)
                + " | " + JudgedResource.where(changed.resource()) + " |\n";
    }

    private static String signed(String sign, String rules) {
        return rules.isEmpty() ? "" : sign + " " + rules.replace("<br>", "<br>" + sign + " ");
    }

    private static String joined(Stream<String> parts) {
        return parts.filter(part -> !part.isEmpty()).collect(Collectors.joining("<br>"));
    }

    private String foot() {
        StringBuilder foot = new StringBuilder();
        String hidden = DiffWords.hidden(result);
        foot.append(hidden.isEmpty() ? "" : "\n" + Markdown.code(hidden) + "\n");
        DiffWords.remarks(result)
                .forEach(remark -> foot.append('\n').append(capital(remark)).append(".\n"));
        for (DiffOperation.ReadSide side : List.of(result.before(), result.after())) {
            if (!side.extent().complete()) {
                foot.append(
                        MarkdownReport.incomplete(Markdown.code(side.name()) + " was not read whole", side.extent()));
            }
        }
        return foot.toString();
    }
}
