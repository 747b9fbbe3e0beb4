package dev.weir.report.logs;

import dev.weir.backtest.EvidenceGates;
import dev.weir.flow.FlowField;
import dev.weir.inventory.FlowLog;
import dev.weir.operation.logs.FlowLogGap;
import dev.weir.operation.logs.LogRemedy;
import dev.weir.operation.logs.LogVolume;
import dev.weir.report.text.Counted;
import java.math.BigDecimal;
import java.math.MathContext;
import java.math.RoundingMode;
import java.util.Optional;

/** What gaps, fields and remedies are to a reader: one sentence each, lower case, no full stop. */
final class LogsWords {

    private LogsWords() {}

    /** What a gap keeps back. */
    static String cost(FlowLogGap gap) {
        return switch (gap) {
            case NOT_READ -> "which flow logs there are was not read, so nobody knows what is seen";
            case NO_FLOW_LOG -> "nothing is recorded, so no plan can know what is needed";
            case NOT_ACTIVE -> "the flow log does not work, so nothing is recorded";
            case DELIVERY_FAILED -> "records are made and lost on their way";
            case REJECT_ONLY -> "only what is rejected is recorded, and a plan is made of what is accepted";
            case FIELDS_MISSING -> "the records lack a field without which no rule can be made of them";
            case FIELDS_LACKING -> "the records lack fields, each of which makes a plan less sure";
            case ACCEPT_ONLY ->
                "what is rejected is not recorded, so `weir verify` and `weir apply --observe` cannot see what a change cuts";
            case AGGREGATION_600 ->
                "one record stands for up to 10 minutes (on Nitro instances 1), so who began short connections is less sure, and a change is watched 10 minutes late";
            case STREAM -> "the records go to a stream: weir reads where that is emptied to, which EC2 does not know";
            case OTHER_ACCOUNT -> "the records lie in another account, whose bucket or log group must let you read";
            case TOO_YOUNG ->
                "fewer days than the gates of a plan ask: " + EvidenceGates.PERIOD_DAYS
                        + " of them, every day of the week and the end of a month";
        };
    }

    /** What a plan cannot say where the records lack this field. */
    static String cost(FlowField field) {
        return switch (field) {
            case INTERFACE_ID -> "whose traffic it is: nothing can be learned";
            case START -> "when it was: nothing can be learned";
            case PROTOCOL, SRCPORT, DSTPORT -> "which service it was: nothing can be learned";
            case SRCADDR, DSTADDR -> "between whom it was: nothing can be learned";
            case ACTION -> "whether it was accepted: nothing can be learned";
            case LOG_STATUS -> "what was lost: gate `lost-records` cannot tell";
            case TCP_FLAGS -> "who began a TCP connection: guessed from ports, so more is ambiguous";
            case FLOW_DIRECTION -> "which way it went: told from addresses instead";
            case PKT_SRCADDR -> "who sent it through a NAT gateway or from a pod";
            case PKT_DSTADDR -> "where it went past a NAT gateway or a secondary address";
            case PKT_DST_AWS_SERVICE -> "which service of AWS it went to: more addresses are pinned one by one";
            case TRAFFIC_PATH -> "whether it left by a gateway endpoint: S3 and DynamoDB are told by address alone";
            case SUBNET_ID, INSTANCE_ID -> "whose an interface was that no inventory knows any more";
            default -> "less";
        };
    }

    /** What to do, as a heading. */
    static String todo(LogRemedy remedy) {
        LogRemedy.Act act = remedy.act();
        if (act instanceof LogRemedy.AskForFlowLogs) {
            return "save which flow logs there are beside the inventory, and look again";
        }
        if (act instanceof LogRemedy.MakeFlowLog make) {
            return make.retires().isPresent() || isBeside(remedy)
                    ? "make another flow log beside it: one that is made cannot be changed"
                    : "make a flow log";
        }
        if (act instanceof LogRemedy.MakeTelemetryRule) {
            return "one rule for the organization, in the management account or a delegated administrator, watches every"
                    + " VPC in CloudWatch Logs, later ones too";
        }
        if (act instanceof LogRemedy.LetDeliver) {
            return "let its role deliver";
        }
        if (act instanceof LogRemedy.AwaitDay await) {
            return "plan from " + await.until() + " on: until then time alone is missing";
        }
        return "read where the records lie, with credentials that may; its owner grants `s3:ListBucket` and `s3:GetObject`,"
                + " or for a log group `logs:FilterLogEvents`";
    }

    private static boolean isBeside(LogRemedy remedy) {
        return !remedy.gaps().contains(FlowLogGap.NO_FLOW_LOG);
    }

    /** How much a new flow log writes, with what that rests on. */
    static Optional<String> volume(LogRemedy remedy) {
        if (!(remedy.act() instanceof LogRemedy.MakeFlowLog make)) {
            return Optional.empty();
        }
        if (make.volume().isEmpty()) {
            return Optional.of("its volume is not known: no record of its interfaces was observed");
        }
        LogVolume volume = make.volume().get();
        return Optional.of("about " + gigabytes(volume) + " GB a day as text, before compression: "
                + Counted.number(Math.round(volume.recordsADay())) + " records a day of "
                + Counted.number(volume.known()) + " of "
                + Counted.of(volume.interfaces(), "interface") + " in the profile, " + LogVolume.BYTES_A_RECORD
                + " bytes each; up to ten times as many where records of 600 s become those of 60 s");
    }

    /** Two digits. */
    static String gigabytes(LogVolume volume) {
        return new BigDecimal(volume.gigabytesADay())
                .round(new MathContext(2, RoundingMode.HALF_UP))
                .stripTrailingZeros()
                .toPlainString();
    }

    /** What a flow log records and where to. */
    static String says(FlowLog log) {
        return log.traffic().name() + ", "
                + (log.aggregation().isPresent() ? log.aggregation().getAsInt() + " s, " : "")
                + "to "
                + (log.delivery().place().isEmpty()
                        ? "an unknown place"
                        : log.delivery().place())
                + log.delivery().error().map(error -> ": " + error).orElse("");
    }
}
