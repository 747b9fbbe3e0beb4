package dev.weir.report.commands;

import dev.weir.flow.FlowLogFormat;
import dev.weir.inventory.Scope;
import dev.weir.json.JsonStyle;
import dev.weir.json.JsonWriter;
import dev.weir.operation.logs.LogRemedy;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** The AWS CLI calls, and weir's own, that close gaps in what flow logs see: each one line of POSIX shell. */
public final class FlowLogCalls {

    private static final String FIRST_REGION = "us-east-1";
    /** How long CloudWatch Logs keeps what a telemetry rule writes: enough for a quarter's last jobs. */
    private static final int RETENTION_DAYS = 120;

    /**
     * What to run.
     *
     * @param now the lines, in their order; none where only time helps, or where a name is none that a command may hold
     * @param later what to run once the others have worked, if anything
     */
    public record CallLines(List<String> now, List<String> later) {

        public CallLines {
            now = List.copyOf(now);
            later = List.copyOf(later);
        }
    }

    private FlowLogCalls() {}

    /** The call that makes a flow log with every field that a plan wants, delivering to a bucket. */
    public static String create(Optional<String> region, String type, List<String> resources, String destination) {
        StringBuilder call = new StringBuilder("aws ec2 create-flow-logs");
        region.ifPresent(name -> call.append(" --region ").append(word(name)));
        call.append(" --resource-type ").append(type).append(" --resource-ids");
        resources.forEach(id -> call.append(' ').append(word(id)));
        return call.append(
                        " --traffic-type ALL --max-aggregation-interval 60 --log-destination-type s3 --log-destination "
                                + word(destination) + " --log-format " + Shell.quoted(FlowLogFormat.WANTED.toString()))
                .toString();
    }

    /** What to run for a remedy. */
    public static CallLines of(LogRemedy remedy) {
        Scope scope = remedy.scope();
        if (!Ids.hasRegion(scope)) {
            return new CallLines(List.of(), List.of());
        }
        if (remedy.act() instanceof LogRemedy.AskForFlowLogs) {
            return now("aws ec2 describe-flow-logs" + region(scope) + " > "
                    + word("describe-flow-logs"
                            + scope.account().map(id -> "-" + id).orElse("")
                            + scope.region().map(name -> "-" + name).orElse("")
                            + ".json"));
        }
        if (remedy.act() instanceof LogRemedy.MakeFlowLog make) {
            return make(scope, make);
        }
        if (remedy.act() instanceof LogRemedy.MakeTelemetryRule) {
            return now(
                    "aws observabilityadmin start-telemetry-evaluation-for-organization",
                    "aws observabilityadmin create-telemetry-rule-for-organization --rule-name weir-vpc-flow-logs"
                            + " --rule " + Shell.quoted(rule()));
        }
        if (remedy.act() instanceof LogRemedy.LetDeliver let) {
            return now("aws iam put-role-policy --role-name " + word(let.role())
                    + " --policy-name deliver-flow-logs --policy-document " + Shell.quoted(delivery()));
        }
        if (remedy.act() instanceof LogRemedy.ReadBucket read) {
            return now(
                    "aws s3api list-objects-v2 --bucket " + word(read.bucket()) + " --prefix " + word(read.prefix())
                            + " --max-items 1",
                    "weir observe " + word("s3://" + read.bucket() + "/" + read.prefix()) + " --out logs.profile");
        }
        if (remedy.act() instanceof LogRemedy.ReadLogGroup read) {
            return now("weir observe " + word(read.arn()) + " --out logs.profile");
        }
        return new CallLines(List.of(), List.of());
    }

    private static CallLines make(Scope scope, LogRemedy.MakeFlowLog make) {
        if (!make.resources().stream().allMatch(Ids::isWatched)
                || !make.retires().stream().allMatch(Ids::isFlowLog)) {
            return new CallLines(List.of(), List.of());
        }
        List<String> now = new ArrayList<>();
        if (make.makesBucket()) {
            String name = scope.region().orElse("REGION");
            now.add("aws s3api create-bucket --bucket " + word(make.bucket()) + region(scope)
                    + (name.equals(FIRST_REGION)
                            ? ""
                            : " --create-bucket-configuration " + Shell.quoted("LocationConstraint=" + name)));
        }
        now.add(create(scope.region(), make.type(), make.resources(), make.destination()));
        return new CallLines(
                now,
                make.retires().stream()
                        .map(id -> "aws ec2 delete-flow-logs" + region(scope) + " --flow-log-ids " + word(id))
                        .toList());
    }

    private static CallLines now(String... lines) {
        return new CallLines(List.of(lines), List.of());
    }

    /** As the model of CloudWatch Observability Admin has it, whose rules deliver to CloudWatch Logs alone. */
    private static String rule() {
        return JsonWriter.text(
                JsonStyle.COMPACT,
                json -> json.beginObject()
                        .text("ResourceType", "AWS::EC2::VPC")
                        .text("TelemetryType", "Logs")
                        .texts("TelemetrySourceTypes", List.of("VPC_FLOW_LOGS"))
                        .object(
                                "DestinationConfiguration",
                                RETENTION_DAYS,
                                days -> json.text("DestinationType", "cloud-watch-logs")
                                        .text("DestinationPattern", "/aws/vpc-flow-logs/<accountId>/<resourceId>")
                                        .number("RetentionInDays", days)
                                        .object(
                                                "VPCFlowLogParameters",
                                                FlowLogFormat.WANTED,
                                                format -> json.text("LogFormat", format.toString())
                                                        .text("TrafficType", "ALL")
                                                        .number("MaxAggregationInterval", 60)))
                        .truth("AllRegions", true)
                        .endObject());
    }

    /** What the role of a flow log needs (VPC User Guide, "Publish flow logs to CloudWatch Logs"). */
    private static String delivery() {
        List<String> actions = List.of(
                "logs:CreateLogGroup",
                "logs:CreateLogStream",
                "logs:PutLogEvents",
                "logs:DescribeLogGroups",
                "logs:DescribeLogStreams");
        return JsonWriter.text(
                JsonStyle.COMPACT,
                json -> json.beginObject()
                        .text("Version", "2012-10-17")
                        .objects(
                                "Statement",
                                List.of(actions),
                                allowed -> json.text("Effect", "Allow")
                                        .texts("Action", allowed)
                                        .text("Resource", "*"))
                        .endObject());
    }

    private static String region(Scope scope) {
        return scope.region().map(name -> " --region " + word(name)).orElse("");
    }

    private static String word(String text) {
        return Shell.quoted(Printable.of(text));
    }
}
