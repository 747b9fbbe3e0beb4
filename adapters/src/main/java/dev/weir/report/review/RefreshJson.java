package dev.weir.report.review;

import dev.weir.codec.ChanceJson;
import dev.weir.codec.PlanCodec;
import dev.weir.codec.RuleJson;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.plan.Plan;
import dev.weir.plan.Replayed;
import dev.weir.plan.Replayed.SeenSince;
import dev.weir.report.JsonHead;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;
import java.util.Optional;

/** The contract {@code weir.refresh/1}: one JSON object. */
public final class RefreshJson {

    private final JsonWriter json;
    private final Run run;

    public RefreshJson(OutputStream out, Run run) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
    }

    public void write(Replayed replayed) {
        Plan plan = replayed.plan();
        JsonHead.begin(json, "weir.refresh/1", run)
                .object(
                        "plan",
                        plan,
                        of -> json.text("digest", PlanCodec.digest(of))
                                .text("createdAt", Timestamp.iso(of.making().createdAt())))
                .object(
                        "group",
                        plan.group(),
                        group -> json.text("id", group.id())
                                .text("name", group.name())
                                .text("account", group.account())
                                .text("region", group.region()))
                .text("since", Timestamp.iso(replayed.since()))
                .text("to", Timestamp.iso(replayed.to()))
                .number("daysSeen", replayed.watched())
                .text("holds", !replayed.isSeen() ? "unknown" : replayed.holds() ? "yes" : "no")
                .text("rulesNow", Words.dashed(replayed.standing()))
                .texts("changes", replayed.changes())
                .number("connections", replayed.connections())
                .number("permitted", replayed.permitted())
                .objects("denials", replayed.denials(), this::seen)
                .objects("rules", replayed.rules(), use -> {
                    RuleJson.writeInWords(json, use.rule());
                    json.text("lastSeen", use.lastSeen().map(Timestamp::iso)).number("connections", use.connections());
                });
        json.optional("denialChanceBefore", plan.learning().chance(), chance -> ChanceJson.write(json, chance));
        json.optional("denialChance", replayed.chance(), chance -> ChanceJson.write(json, chance));
        replayed.fresh()
                .ifPresentOrElse(
                        fresh -> json.objects("new", fresh, this::seen), () -> json.text("new", Optional.empty()));
        json.endObject().finish();
    }

    private void seen(SeenSince one) {
        json.text("protocol", one.service().protocol().toString())
                .text("ports", one.service().ports())
                .text("destination", one.destination().toString())
                .text("who", one.who())
                .text("fate", Words.dashed(one.fate()))
                .truth("ambiguous", one.ambiguous())
                .number("connections", one.connections())
                .text("firstSeen", Timestamp.iso(one.firstSeen()))
                .text("lastSeen", Timestamp.iso(one.lastSeen()))
                .texts("interfaces", one.interfaces());
        one.answer()
                .ifPresent(answer -> json.object(
                        "answer",
                        answer,
                        given -> json.text("needed", given.needed().id())
                                .text("by", given.by())
                                .text("on", given.on().toString())));
    }
}
