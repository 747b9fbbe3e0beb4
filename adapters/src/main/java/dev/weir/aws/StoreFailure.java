package dev.weir.aws;

import java.util.Map;
import java.util.Optional;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;

/**
 * Why a bucket or log group gave no answer, and the next step.
 *
 * <p>By error code, with one exception: that a KMS key was denied S3 says in the message alone, by the name of the action.
 */
final class StoreFailure {

    private static final Map<String, String> BY_CODE = Map.of(
            "NoSuchBucket",
            "there is no such bucket; help: compare with `aws s3 ls`",
            "NoSuchAccessPoint",
            "there is no such access point; help: compare with `aws s3control list-access-points`",
            "NoSuchKey",
            "it was deleted after it was listed; help: run it again",
            "PreconditionFailed",
            "it was replaced while it was read; help: run it again",
            "InvalidObjectState",
            "it lies in an archive; help: `aws s3api restore-object`, and observe again once it is restored",
            "ResourceNotFoundException",
            "there is no such log group; help: compare with `aws logs describe-log-groups`");

    private StoreFailure() {}

    /**
     * What a failed call means.
     *
     * @param action such as {@code s3:GetObject}
     * @param on the ARN that it is allowed on
     */
    static Failure of(RuntimeException thrown, String action, String on) {
        if (!(thrown instanceof AwsServiceException answer)) {
            return Failure.of(thrown, action);
        }
        Optional<AwsErrorDetails> details = Optional.ofNullable(answer.awsErrorDetails());
        String code = details.map(AwsErrorDetails::errorCode).orElse("");
        String message = details.map(AwsErrorDetails::errorMessage).orElse("");
        if (BY_CODE.containsKey(code)) {
            return new Failure(Failure.Kind.OTHER, "`" + code + "`: " + BY_CODE.get(code));
        }
        if (code.startsWith("KMS.") || Failure.isDenial(code) && message.contains("kms:")) {
            return new Failure(
                    Failure.Kind.DENIED,
                    "`" + code
                            + "`: it is encrypted with a KMS key that the credentials may not use; help: allow `kms:Decrypt` on"
                            + " the key, by its own policy too where it belongs to another account");
        }
        if (Failure.isDenial(code)) {
            return new Failure(
                    Failure.Kind.DENIED,
                    "`" + code + "`: the credentials may not make this call; help: allow `" + action + "` on `" + on
                            + (action.equals("s3:PutObject") ? "`" : "`, see `weir iam observe`")
                            + (action.startsWith("s3:") ? OF_BUCKETS : ""));
        }
        return Failure.of(thrown, action);
    }

    private static final String OF_BUCKETS =
            "; another account's bucket must allow it too, and if its requester pays, say so with `--request-payer requester`";
}
