package dev.weir.report.review;

import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.review.ReviewOperation;
import dev.weir.report.NameWords;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import dev.weir.review.Question;
import dev.weir.review.QuestionLine;
import dev.weir.review.TrafficLine;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;

/** Questions as YAML that a person fills in, version 1, see docs/formats/answers.md. */
public final class AnswerSheet {

    private static final int COLUMNS = 120;
    private static final int NAMES = 3;

    private final ReviewOperation.Review review;
    private final StringBuilder out = new StringBuilder();

    public AnswerSheet(ReviewOperation.Review review) {
        this.review = review;
    }

    /** The whole sheet, with a line end. */
    public String render() {
        int open = review.open().size();
        comment("What flow logs leave open, asked of people: " + Counted.of(open, "question") + " for "
                + Counted.of(review.names().size(), "security group") + ".");
        comment(
                "Set `needed` of each to yes, no or unknown, and say who answers and when: here for all, or beside one.");
        comment("  yes: planned as if it were certain.  no: not planned.  unknown: as without an answer.");
        comment(
                "An answer decides exactly what its lines name. To answer some lines of a question differently, copy it,"
                        + " and leave in each copy the lines that it is about.");
        comment("Then plan again as before, with `--answers` and the name of this file.");
        out.append("version: 1\nby:\non:\nquestions:\n");
        int number = 0;
        for (Question question : review.questions()) {
            question(question, ++number);
        }
        if (review.questions().isEmpty()) {
            out.setLength(out.length() - 1);
            out.append(" []\n");
        }
        return out.toString();
    }

    private void question(Question question, int number) {
        out.append('\n');
        comment(number + " of " + review.questions().size() + ". " + QuestionWords.of(question));
        comment(Counted.of(question.destinations(), "destination") + " of " + groups(question));
        String needed = question.given().map(given -> given.needed().id()).orElse("unknown");
        out.append("- needed: ").append(needed).append('\n');
        out.append("  why: ").append(question.kind().id()).append('\n');
        out.append("  until: '").append(question.until()).append("'\n");
        out.append("  by:")
                .append(question.given().map(given -> " " + quoted(given.by())).orElse(""));
        out.append("\n  on:")
                .append(question.given().map(given -> " " + given.on()).orElse(""));
        out.append("\n  traffic:\n");
        for (QuestionLine line : question.lines()) {
            out.append("  - '" + line.traffic() + "' # " + evidence(line) + "\n");
        }
    }

    private String groups(Question question) {
        List<String> words = new ArrayList<>();
        for (String id : question.groups()) {
            String name = review.names().getOrDefault(id, "");
            words.add(id + (name.isEmpty() ? "" : " \"" + Printable.of(name) + "\""));
        }
        return String.join(", ", words);
    }

    private String evidence(QuestionLine line) {
        List<String> words = new ArrayList<>(names(line.traffic()));
        if (!line.who().isEmpty()) {
            words.add(Printable.of(line.who()));
        }
        words.add(Counted.of(line.connections(), "connection"));
        LocalDate first = Timestamp.day(line.firstSeen());
        LocalDate last = Timestamp.day(line.lastSeen());
        words.add(first.equals(last) ? first.toString() : first + " to " + last);
        boolean one = line.traffic().size() == 1;
        if (!first.equals(last)) {
            words.add((one || line.days() == 1 ? "" : "at most ")
                    + Counted.of(line.days(), "day")
                    + (one ? "" : " each"));
        }
        words.add(Counted.of(line.interfaces(), "interface"));
        return String.join(", ", words);
    }

    /** What the destinations are called, as far as query logs told when the plans were made. */
    private List<String> names(TrafficLine traffic) {
        List<String> all = traffic.groups().stream()
                .flatMap(group -> review.named().getOrDefault(group, List.of()).stream())
                .filter(one -> one.service().protocol().equals(traffic.protocol())
                        && (traffic.ports().isEmpty()
                                || traffic.ports().contains(one.service().from()))
                        && one.addresses().stream().anyMatch(traffic.destinations()::contains))
                .map(one -> NameWords.of(one.naming()))
                .filter(name -> !name.isEmpty())
                .distinct()
                .toList();
        return all.size() <= NAMES
                ? all
                : List.of(String.join("; ", all.subList(0, NAMES)) + Counted.more(all.size(), NAMES));
    }

    /** A text in JSON's quotes, which YAML reads alike. */
    private static String quoted(String text) {
        return JsonWriter.text(JsonStyle.COMPACT, json -> json.text(text));
    }

    private void comment(String text) {
        new TextLines(COLUMNS)
                .paragraph(text, 0, 0)
                .toString()
                .lines()
                .forEach(line -> out.append("# ").append(line).append('\n'));
    }
}
