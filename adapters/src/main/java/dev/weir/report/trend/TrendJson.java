package dev.weir.report.trend;

import dev.weir.finding.Check;
import dev.weir.finding.Reading;
import dev.weir.finding.Severity;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.trend.Trend;
import dev.weir.report.JsonHead;
import dev.weir.report.Run;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;

/** The contract {@code weir.trend/1}: one JSON object, periods in the order of time, each on a line of its own. */
public final class TrendJson {

    private final JsonWriter json;
    private final Run run;

    public TrendJson(OutputStream out, Run run) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
    }

    public void write(Trend trend) {
        JsonHead.begin(json, "weir.trend/1", run)
                .object(
                        "policy",
                        trend.policy(),
                        policy -> json.text("worldShare", policy.worldShare().toString())
                                .text("portsShare", policy.portsShare().toString()))
                .text("check", Check.OUTBOUND_ACCESS_RESTRICTED.id())
                .text("by", trend.step().id())
                .number("states", trend.states())
                .text("from", Timestamp.iso(trend.first()))
                .text("to", Timestamp.iso(trend.last()))
                .truth("complete", trend.unread().isEmpty())
                .texts("errors", trend.unread());
        if (!trend.filter().isAll()) {
            json.object("shown", trend.filter(), filter -> json.text("filter", filter.toString()));
        }
        JsonHead.lines(json, "periods", trend.periods(), this::period)
                .endObject()
                .finish();
    }

    private void period(Trend.Period period) {
        json.text("begin", period.begin().toString()).number("states", period.states());
        period.ended().ifPresent(this::ended);
    }

    private void ended(Trend.Ended ended) {
        json.number("securityGroups", ended.securityGroups())
                .number("notRead", ended.notRead())
                .number("highOrCritical", ended.severe())
                .object(
                        "exposure",
                        ended,
                        of -> json.number("ipv4", of.exposureIpv4()).number("ipv6", of.exposureIpv6()))
                .object("readings", ended, of -> {
                    for (Reading reading : Reading.values()) {
                        json.object(reading.id(), of.of(reading), this::counts);
                    }
                });
    }

    private void counts(Trend.OpenGroups counts) {
        json.number("open", counts.open())
                .object("severity", counts, by -> {
                    for (Severity severity : Severity.values()) {
                        if (severity != Severity.NONE) {
                            json.number(severity.toString(), by.open(severity));
                        }
                    }
                })
                .number("unknown", counts.unknown())
                .number("suppressed", counts.suppressed())
                .number("found", counts.found())
                .number("opened", counts.opened())
                .number("closed", counts.closed())
                .number("hidden", counts.hidden())
                .number("meanAgeDays", Math.round(counts.meanAgeDays() * 100) / 100.0)
                .truth("ageAtLeast", counts.ageAtLeast());
    }
}
