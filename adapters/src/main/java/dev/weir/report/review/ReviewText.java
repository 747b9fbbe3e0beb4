package dev.weir.report.review;

import dev.weir.operation.review.ReviewOperation;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Table;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import dev.weir.review.Question;
import dev.weir.review.QuestionLine;
import java.time.Instant;
import java.util.List;
import java.util.stream.Collectors;

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
        TextLines out = new TextLines(terminal.columns());
        List<Question> open = review.open();
        int answered = review.questions().size() - open.size();
        long destinations = open.stream().mapToLong(Question::destinations).sum();
        long groups =
                open.stream().flatMap(one -> one.groups().stream()).distinct().count();
        if (!review.unlearned().isEmpty()) {
            String plans = review.unlearned().stream().map(Printable::of).collect(Collectors.joining(", "));
            out.paragraph("made without flows, so that they leave nothing open: " + plans, 0);
        }
        if (open.isEmpty()) {
            out.paragraph(
                    "no question for " + Counted.of(review.names().size(), "security group")
                            + (answered == 0
                                    ? ": everything that needs a rule is certain, and was seen more than once"
                                    : ": " + Counted.of(answered, "question is answered", "questions are answered")),
                    0);
            return out.toString();
        }
        out.paragraph(
                Counted.of(open.size(), "question") + " for "
                        + Counted.of(review.names().size(), "security group") + ": "
                        + Counted.of(destinations, "destination") + " of " + Counted.number(groups) + " of them"
                        + (destinations == 1 ? " is open" : " are open")
                        + (answered == 0 ? "" : "; " + Counted.number(answered) + " answered already"),
                0);
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
        return out.blank().table(table).toString();
    }
}
