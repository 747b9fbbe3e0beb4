package dev.weir.report.logs;

import dev.weir.flow.FlowField;
import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Scope;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.logs.FlowLogGap;
import dev.weir.operation.logs.JudgedFlowLog;
import dev.weir.operation.logs.LogRemedy;
import dev.weir.operation.logs.LogVolume;
import dev.weir.operation.logs.LogsOperation;
import dev.weir.operation.logs.Sight;
import dev.weir.report.JsonHead;
import dev.weir.report.Run;
import dev.weir.report.Words;
import dev.weir.report.commands.FlowLogCalls;
import java.io.OutputStream;
import java.time.Instant;
import java.time.LocalDate;
import java.util.EnumSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** The contract {@code weir.logs/1}: one JSON object. */
public final class LogsJson {

    private final JsonWriter json;
    private final Run run;

    public LogsJson(OutputStream out, Run run) {
        json = new JsonWriter(out, JsonStyle.ASCII);
        this.run = run;
    }

    /** Writes the whole object. */
    public void write(LogsOperation.Result result) {
        Map<String, JudgedFlowLog> flowLogs = new TreeMap<>();
        result.vpcs()
                .forEach(vpc -> vpc.sight()
                        .flowLogs()
                        .forEach(judged -> flowLogs.putIfAbsent(judged.log().id(), judged)));
        JsonHead.begin(json, "weir.logs/1", run)
                .truth("complete", result.complete())
                .truth("clean", result.clean());
        JsonHead.lines(json, "vpcs", result.vpcs(), this::vpc);
        JsonHead.lines(json, "securityGroups", result.groups(), this::group);
        JsonHead.lines(json, "flowLogs", flowLogs.values(), this::flowLog);
        JsonHead.lines(json, "remedies", result.remedies(), this::remedy);
        costs(result);
        JsonHead.errors(json, result.problems()).endObject().finish();
    }

    private void vpc(LogsOperation.SeenVpc vpc) {
        json.text("id", vpc.id()).text("name", vpc.name());
        scope(vpc.scope());
        sight(vpc.sight());
    }

    private void group(LogsOperation.SeenGroup seen) {
        json.text("id", seen.group().id()).text("name", seen.group().name());
        scope(seen.group().scope());
        json.text("vpc", seen.group().vpc()).text("severity", Words.of(seen.severity()));
        sight(seen.sight());
    }

    private void scope(Scope scope) {
        json.text("account", scope.account()).text("region", scope.region());
    }

    private void sight(Sight sight) {
        json.text("state", sight.state().id())
                .number("interfaces", sight.interfaces())
                .texts("unseen", sight.unseen())
                .text("since", sight.since().map(LocalDate::toString))
                .number("usableDays", sight.usableDays())
                .text("planFrom", sight.readyOn().map(LocalDate::toString))
                .texts(
                        "flowLogs",
                        sight.flowLogs().stream()
                                .map(judged -> judged.log().id())
                                .toList());
        gaps(sight.gaps());
    }

    private void gaps(Set<FlowLogGap> gaps) {
        json.texts("gaps", gaps.stream().map(FlowLogGap::id).toList());
    }

    private void flowLog(JudgedFlowLog judged) {
        FlowLog log = judged.log();
        json.text("id", log.id()).text("resource", log.resource());
        scope(log.scope());
        json.text("created", log.created().map(Instant::toString))
                .text("traffic", log.traffic().name())
                .text("destinationType", log.delivery().store().id())
                .text("destination", log.delivery().place())
                .text("error", log.delivery().error())
                .number("aggregation", log.aggregation())
                .text("format", log.format())
                .texts(
                        "missing",
                        judged.missing().stream().map(FlowField::awsName).toList())
                .texts(
                        "lacking",
                        judged.lacking().stream().map(FlowField::awsName).toList());
        gaps(judged.gaps());
    }

    private void remedy(LogRemedy remedy) {
        FlowLogCalls.CallLines calls = FlowLogCalls.of(remedy);
        gaps(remedy.gaps());
        json.texts("about", remedy.about());
        scope(remedy.scope());
        json.text("todo", LogsWords.todo(remedy)).texts("run", calls.now()).texts("later", calls.later());
        Optional<LogVolume> volume =
                remedy.act() instanceof LogRemedy.MakeFlowLog make ? make.volume() : Optional.empty();
        json.optional(
                "volume",
                volume,
                known -> json.number("gigabytesADay", known.gigabytesADay())
                        .number("recordsADay", Math.round(known.recordsADay()))
                        .number("bytesARecord", LogVolume.BYTES_A_RECORD)
                        .number("knownInterfaces", known.known())
                        .number("interfaces", known.interfaces()));
        json.text(
                "planFrom",
                remedy.act() instanceof LogRemedy.AwaitDay await
                        ? Optional.of(await.until().toString())
                        : Optional.empty());
    }

    /** What each gap and each field that is met keeps back, in words. */
    private void costs(LogsOperation.Result result) {
        Set<FlowLogGap> gaps = EnumSet.noneOf(FlowLogGap.class);
        Set<FlowField> fields = EnumSet.noneOf(FlowField.class);
        result.vpcs().forEach(vpc -> {
            gaps.addAll(vpc.sight().gaps());
            vpc.sight().flowLogs().forEach(judged -> {
                gaps.addAll(judged.gaps());
                fields.addAll(judged.missing());
                fields.addAll(judged.lacking());
            });
        });
        result.groups().forEach(seen -> gaps.addAll(seen.sight().gaps()));
        Map<String, String> words = new TreeMap<>();
        gaps.forEach(gap -> words.put(gap.id(), LogsWords.cost(gap)));
        fields.forEach(field -> words.put(field.awsName(), LogsWords.cost(field)));
        json.texts("costs", words);
    }
}
