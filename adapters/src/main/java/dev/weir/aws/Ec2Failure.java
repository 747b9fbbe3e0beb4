package dev.weir.aws;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.remediation.ReadAnswer;
import dev.weir.remediation.SecurityGroupGateway.DryRun;
import dev.weir.remediation.WriteAnswer;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;
import software.amazon.awssdk.awscore.AwsResponse;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.SdkException;

/**
 * What a call that threw means for whoever changes a group.
 *
 * <p>Definite is only what EC2 itself said, by code, with a client error: everything else (no answer, half an answer, an error
 * of the server's, an answer of something in between) leaves open whether the call was executed.
 */
final class Ec2Failure {

    private static final int SERVER_ERROR = 500;

    private Ec2Failure() {}

    /** What became of a write. */
    static WriteAnswer write(String action, Supplier<WriteAnswer> write) {
        try {
            return write.get();
        } catch (SdkException | NoCredentials failed) {
            return write(failed, action);
        }
    }

    /** What became of a write that was done. */
    static WriteAnswer done(AwsResponse answer, List<SecurityGroupRule.Known> made) {
        return new WriteAnswer.Done(
                Optional.ofNullable(answer.responseMetadata().requestId()).orElse("-"), made);
    }

    /** What became of a write that threw. */
    static WriteAnswer write(RuntimeException thrown, String action) {
        if (thrown instanceof NoCredentials) {
            return new WriteAnswer.Refused("NoCredentials", Optional.empty());
        }
        if (thrown instanceof AwsServiceException answer) {
            String code = Failure.code(answer);
            if (Failure.isThrottling(code)) {
                return new WriteAnswer.Throttled(code);
            }
            if (!code.isEmpty() && answer.statusCode() < SERVER_ERROR) {
                return new WriteAnswer.Refused(code, Optional.ofNullable(answer.requestId()));
            }
            String said = code.isEmpty() ? "" : " `" + code + "`";
            return new WriteAnswer.Unknown("HTTP " + answer.statusCode() + said + " instead of an answer");
        }
        return new WriteAnswer.Unknown(Failure.of(thrown, action).sentence());
    }

    /** What a read that threw means. */
    static <T> ReadAnswer<T> read(RuntimeException thrown, String action) {
        Failure failure = Failure.of(thrown, action);
        boolean forNow = failure.kind() == Failure.Kind.THROTTLED
                || failure.kind() == Failure.Kind.BROKEN
                || failure.kind() == Failure.Kind.UNREACHABLE
                || failure.kind() == Failure.Kind.GARBLED
                || thrown instanceof AwsServiceException answer && answer.statusCode() >= SERVER_ERROR;
        return new ReadAnswer.Unanswered<>(
                forNow ? ReadAnswer.Hope.ASK_AGAIN : ReadAnswer.Hope.NONE, action + ": " + failure.sentence());
    }

    /** What a dry run answered: EC2 always answers it with an error. */
    static DryRun dryRun(RuntimeException thrown, String action) {
        if (thrown instanceof AwsServiceException answer) {
            String code = Failure.code(answer);
            if (code.equals("DryRunOperation")) {
                return new DryRun(DryRun.Permitted.PERMITTED, code);
            }
            if (Failure.isDenial(code)) {
                return new DryRun(DryRun.Permitted.DENIED, code);
            }
        }
        return new DryRun(DryRun.Permitted.UNKNOWN, Failure.of(thrown, action).sentence());
    }
}
