package dev.weir.operation.logs;

import dev.weir.inventory.FlowLog;
import dev.weir.inventory.Scope;
import java.time.LocalDate;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * One thing to do that closes gaps.
 *
 * @param gaps what it closes, the worst first
 * @param scope where
 * @param about the flow log, VPC or groups that have the gaps
 * @param act what to do
 */
public record LogRemedy(Set<FlowLogGap> gaps, Scope scope, List<String> about, Act act) {

    public LogRemedy {
        gaps = Collections.unmodifiableSet(new TreeSet<>(gaps));
        about = List.copyOf(about);
    }

    /** What to do. */
    public sealed interface Act {}

    /** Ask which flow logs there are. */
    public record AskForFlowLogs() implements Act {}

    /**
     * Make a flow log, beside what there is: none can be changed.
     *
     * @param type {@code VPC}, {@code Subnet} or {@code NetworkInterface}
     * @param resources their ids
     * @param destination the ARN of the bucket, and a folder of keys behind it
     * @param makesBucket whether the bucket is to be made first
     * @param volume how much it will write, as far as that can be told
     * @param retires the flow log that is of no use to a plan once this one works
     */
    public record MakeFlowLog(
            String type,
            List<String> resources,
            String destination,
            boolean makesBucket,
            Optional<LogVolume> volume,
            Optional<String> retires)
            implements Act {

        public MakeFlowLog {
            resources = List.copyOf(resources);
        }

        /** The bucket of the destination. */
        public String bucket() {
            return new FlowLog.Delivery(
                            FlowLog.Store.BUCKET, destination, Optional.empty(), Optional.empty(), Optional.empty())
                    .bucket()
                    .orElse("");
        }
    }

    /** Let one rule of the organization make a flow log in every VPC that has none. */
    public record MakeTelemetryRule() implements Act {}

    /**
     * Let the role of a flow log deliver.
     *
     * @param role its name
     */
    public record LetDeliver(String role) implements Act {}

    /**
     * Read where the records lie, as somebody who may.
     *
     * @param bucket the bucket
     * @param prefix the folder of keys of the account in it
     */
    public record ReadBucket(String bucket, String prefix) implements Act {}

    /**
     * The same of a log group.
     *
     * @param arn the log group
     */
    public record ReadLogGroup(String arn) implements Act {}

    /**
     * Wait.
     *
     * @param until from this day on the gates can pass
     */
    public record AwaitDay(LocalDate until) implements Act {}
}
