package dev.weir.report.html;

import dev.weir.report.text.Counted;
import dev.weir.report.text.Timestamp;
import dev.weir.review.Doubt;
import dev.weir.review.Reviewed;
import java.util.List;
import java.util.stream.Stream;

/** What records leave open of a group, and who decided what of it when. */
final class QuestionTables {

    private static final int SHOWN = 200;
    private static final List<String> DECISION = List.of("Needed", "By", "On");
    private static final List<String> EVIDENCE = List.of(
            "Traffic", "Who it is", "Why asked", "#Connections", "#Days", "First (UTC)", "Last (UTC)", "#Interfaces");

    private QuestionTables() {}

    static void append(Markup out, Reviewed reviewed) {
        if (!reviewed.answers().isEmpty()) {
            out.table(Stream.concat(DECISION.stream(), EVIDENCE.stream()).toArray(String[]::new));
            reviewed.answers().stream().limit(SHOWN).forEach(one -> {
                out.raw("<tr>")
                        .element("td", one.needed().id())
                        .element("td", one.by())
                        .element("td", one.on().toString());
                evidence(out, one.doubt());
            });
            end(out, reviewed.answers().size());
        }
        if (!reviewed.doubts().isEmpty()) {
            out.raw("<p>Nobody has decided these; <code>weir review PLAN --out answers.yaml</code> asks, and")
                    .raw(" <code>weir plan --answers</code> obeys.</p>\n");
            out.table(EVIDENCE.toArray(String[]::new));
            reviewed.doubts().stream().limit(SHOWN).forEach(doubt -> {
                out.raw("<tr>");
                evidence(out, doubt);
            });
            end(out, reviewed.doubts().size());
        }
    }

    private static void end(Markup out, int size) {
        out.endTable(0);
        if (size > SHOWN) {
            out.element("p", Counted.number(size - SHOWN) + " more are in the plan's file.");
        }
    }

    private static void evidence(Markup out, Doubt doubt) {
        out.element("td", doubt.point().toString())
                .element("td", doubt.who())
                .element("td", doubt.kind().id())
                .element("td", "number", Counted.number(doubt.connections()))
                .element("td", "number", Counted.number(doubt.days()))
                .element("td", Timestamp.minutes(doubt.firstSeen()))
                .element("td", Timestamp.minutes(doubt.lastSeen()))
                .element("td", "number", Counted.number(doubt.interfaces()))
                .raw("</tr>\n");
    }
}
