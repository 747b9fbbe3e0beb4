package dev.weir.codec;

import dev.weir.json.JsonObject;
import dev.weir.json.JsonWriter;
import dev.weir.net.IpAddress;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.Needed;
import dev.weir.review.Reviewed;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** What records leave open and what people decided, as members of a plan or a journal, and back; absent where there is none. */
final class ReviewedJson {

    private static final String DOUBTS = "doubts";
    private static final String ANSWERS = "answers";

    private ReviewedJson() {}

    static void write(JsonWriter json, Reviewed reviewed) {
        if (!reviewed.doubts().isEmpty()) {
            json.objects(DOUBTS, reviewed.doubts(), doubt -> doubt(json, doubt));
        }
        writeAnswers(json, reviewed.answers());
    }

    static void writeAnswers(JsonWriter json, List<AnsweredDoubt> answers) {
        if (!answers.isEmpty()) {
            json.objects(ANSWERS, answers, one -> {
                json.text("needed", one.needed().id())
                        .text("by", one.by())
                        .text("on", one.on().toString());
                doubt(json, one.doubt());
            });
        }
    }

    private static void doubt(JsonWriter json, Doubt doubt) {
        json.text("why", doubt.kind().id());
        RuleJson.write(json, doubt.service());
        json.text("address", doubt.destination().toString());
        if (!doubt.who().isEmpty()) {
            json.text("who", doubt.who());
        }
        json.number("connections", doubt.connections())
                .number("days", doubt.days())
                .text("firstSeen", doubt.firstSeen().toString())
                .text("lastSeen", doubt.lastSeen().toString())
                .number("interfaces", doubt.interfaces());
    }

    static Reviewed read(JsonObject tree) {
        List<Doubt> doubts = tree.has(DOUBTS) ? tree.objects(DOUBTS, ReviewedJson::doubt) : List.of();
        return new Reviewed(doubts, readAnswers(tree));
    }

    static List<AnsweredDoubt> readAnswers(JsonObject tree) {
        return tree.has(ANSWERS)
                ? tree.objects(
                        ANSWERS,
                        one -> new AnsweredDoubt(
                                Needed.parse(one.text("needed")),
                                one.text("by"),
                                LocalDate.parse(one.text("on")),
                                doubt(one)))
                : List.of();
    }

    private static Doubt doubt(JsonObject tree) {
        return new Doubt(
                Doubt.Kind.parse(tree.text("why")),
                RuleJson.service(tree),
                IpAddress.parse(tree.text("address")),
                tree.optional("who").orElse(""),
                tree.number("connections"),
                tree.small("days"),
                Instant.parse(tree.text("firstSeen")),
                Instant.parse(tree.text("lastSeen")),
                tree.small("interfaces"));
    }
}
