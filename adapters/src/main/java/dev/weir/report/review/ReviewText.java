package dev.weir.report.review;

import dev.weir.operation.review.ReviewOperation;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.Timestamp;
import dev.weir.review.Question;
import dev.weir.review.QuestionLine;
import java.time.Instant;
import java.util.List;

/** How many questions there are for how many groups, a row each. */
public final class ReviewText {

    private final ReviewOperation.Review review;
    private final Terminal terminal;

    public ReviewText(ReviewOperation.Review review, Terminal terminal) {
        this.review = review;
        this.terminal = terminal;
    }

    /** The whole text, with a line end. */
    public String render() {
        StringBuilder out = new StringBuilder();
        List<Question> open = review.open();
        int answered = review.questions().size() - open.size();
        long destinations = open.stream().mapToLong(Question::destinations).sum();
        long groups =
                open.stream().flatMap(one -> one.groups().stream()).distinct().count();
        if (!review.unlearned().isEmpty()) {
            paragraph(
                    out,
                    "made without flows, so that they leave nothing open: "
                            + String.join(
                                    ", ",
                                    review.unlearned().stream()
                                            .map(Printable::of)
                                            .toList()));
        }
        if (open.isEmpty()) {
            paragraph(
                    out,
                    "no question for " + Counted.of(review.names().size(), "security group")
                            + (answered == 0
                                    ? ": everything that needs a rule is certain, and was seen more than once"
                                    : ": " + Counted.of(answered, "question is answered", "questions are answered")));
            return out.toString();
        }
        paragraph(
                out,
                Counted.of(open.size(), "question") + " for "
                        + Counted.of(review.names().size(), "security group") + ": "
                        + Counted.of(destinations, "destination") + " of " + Counted.number(groups) + " of them"
                        + (destinations == 1 ? " is open" : " are open")
                        + (answered == 0 ? "" : "; " + Counted.number(answered) + " answered already"));
        out.append('\n');
        Table table = new Table(
                0,
                2,
                Table.Column.kept("WHY"),
                Table.Column.kept("DESTINATIONS IN"),
                Table.Column.number("OPEN"),
                Table.Column.number("GROUPS"),
                Table.Column.number("CONNECTIONS"),
                Table.Column.kept("LAST SEEN"));
        for (Question question : open) {
            Instant last = question.lines().stream()
                    .map(QuestionLine::lastSeen)
                    .max(Instant::compareTo)
                    .orElse(Instant.EPOCH);
            table.row(
                    QuestionWords.why(question.kind()),
                    QuestionWords.where(question),
                    Counted.number(question.destinations()),
                    Counted.number(question.groups().size()),
                    Counted.number(question.lines().stream()
                            .mapToLong(QuestionLine::connections)
                            .sum()),
                    Timestamp.day(last).toString());
        }
        table.appendTo(out, terminal.columns());
        return out.toString();
    }

    private void paragraph(StringBuilder out, String text) {
        Paragraph.append(out, text, 0, 2, terminal.columns());
    }
}
