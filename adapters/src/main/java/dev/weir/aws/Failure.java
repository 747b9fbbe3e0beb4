package dev.weir.aws;

import dev.weir.remediation.ReadAnswer;
import java.io.IOException;
import java.net.ConnectException;
import java.net.NoRouteToHostException;
import java.net.SocketTimeoutException;
import java.net.UnknownHostException;
import java.util.Optional;
import java.util.Set;
import javax.net.ssl.SSLException;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.ApiCallTimeoutException;

/**
 * Why a call got no answer, and the next step.
 *
 * <p>Told by error codes and types, never by messages (EC2 API, errors overview).
 *
 * @param kind what it means for the calls that follow
 * @param sentence code, meaning and help; lower case, no full stop
 */
record Failure(Kind kind, String sentence) {

    /** Code and meaning without the help, for sentences that bring their own. */
    String what() {
        int help = sentence.indexOf("; help: ");
        return help < 0 ? sentence : sentence.substring(0, help);
    }

    /** Whether the same read may be answered later. */
    ReadAnswer.Hope hope() {
        return kind == Kind.DENIED || kind == Kind.CREDENTIALS ? ReadAnswer.Hope.NONE : ReadAnswer.Hope.ASK_AGAIN;
    }

    /** What a failure means for the calls that follow. */
    enum Kind {
        /** This call is not allowed; others may be. */
        DENIED,
        /** Still throttled after every attempt. */
        THROTTLED,
        /** The connection broke, or no answer came in time. */
        BROKEN,
        /** The endpoint cannot be reached at all: nor can it for the next call. */
        UNREACHABLE,
        /** No credentials, or credentials that are over: nor will AWS accept them for any other call. */
        CREDENTIALS,
        /** This Region does not accept the credentials: nor will it for the next call; others may. */
        REGION_CLOSED,
        /** An answer that is not EC2's. */
        GARBLED,
        OTHER;

        /** Whether the next call in the same Region must fail too. */
        boolean endsTheRegion() {
            return this == UNREACHABLE || this == CREDENTIALS || this == REGION_CLOSED;
        }

        /** Whether the next call in the same Region is likely to fail too. */
        boolean mayEndTheRegion() {
            return this == THROTTLED || this == BROKEN || this == GARBLED;
        }
    }

    private static final int QUOTED = 200;

    private static final Set<String> DENIED_CODES =
            Set.of("UnauthorizedOperation", "AccessDenied", "AccessDeniedException", "Client.UnauthorizedOperation");

    private static final Set<String> THROTTLED_CODES = Set.of(
            "RequestLimitExceeded",
            "Throttling",
            "ThrottlingException",
            "ThrottledException",
            "RequestThrottled",
            "RequestThrottledException",
            "TooManyRequestsException",
            "BandwidthLimitExceeded",
            "EC2ThrottledException",
            "SlowDown");

    private static final Set<String> EXPIRED_CODES =
            Set.of("ExpiredToken", "ExpiredTokenException", "RequestExpired", "TokenRefreshRequired");

    /** A Region that is not enabled answers so to the best of credentials. */
    private static final Set<String> REJECTED_CODES = Set.of(
            "InvalidClientTokenId",
            "UnrecognizedClientException",
            "InvalidAccessKeyId",
            "SignatureDoesNotMatch",
            "IncompleteSignature",
            "MissingAuthenticationToken",
            "MissingAuthenticationTokenException");

    private static final Set<String> REGION_CODES = Set.of("AuthFailure", "OptInRequired", "Blocked");

    /** Whether EC2 says with this code that it was asked too often, of a read or of a write. */
    static boolean isThrottling(String code) {
        return THROTTLED_CODES.contains(code);
    }

    /** Whether it says that the credentials may not make the call. */
    static boolean isDenial(String code) {
        return DENIED_CODES.contains(code);
    }

    /** What {@code thrown} by a call of {@code action}, such as {@code ec2:DescribeVpcs}, means. */
    static Failure of(RuntimeException thrown, String action) {
        Optional<NoCredentials> noCredentials = cause(thrown, NoCredentials.class);
        if (noCredentials.isPresent()) {
            return new Failure(Kind.CREDENTIALS, noCredentials.get().sentence());
        }
        if (thrown instanceof AwsServiceException answered) {
            String message = Optional.ofNullable(answered.awsErrorDetails())
                    .map(AwsErrorDetails::errorMessage)
                    .orElse("");
            return answered(code(answered), answered.statusCode(), message, action);
        }
        if (thrown instanceof ApiCallTimeoutException || thrown instanceof ApiCallAttemptTimeoutException) {
            return new Failure(Kind.BROKEN, "no whole answer came in time; help: run it again");
        }
        return unanswered(thrown);
    }

    private static Failure answered(String code, int status, String message, String action) {
        if (DENIED_CODES.contains(code)) {
            return new Failure(
                    Kind.DENIED,
                    "`" + code + "`: the credentials may not make this call; help: allow `" + action
                            + "`, see `weir iam read`");
        }
        if (THROTTLED_CODES.contains(code) || status == 429) {
            return new Failure(
                    Kind.THROTTLED,
                    "`" + (code.isEmpty() ? "HTTP 429" : code)
                            + "`: still throttled after every retry; help: run it again later, or for fewer Regions at a time");
        }
        if (EXPIRED_CODES.contains(code)) {
            return new Failure(
                    Kind.CREDENTIALS,
                    "`" + code
                            + "`: the credentials have expired; help: sign in again, for example with `aws sso login`");
        }
        if (REJECTED_CODES.contains(code)) {
            return new Failure(
                    Kind.REGION_CLOSED,
                    "`" + code + "`: AWS does not accept these credentials here; help: compare with"
                            + " `aws sts get-caller-identity`, and name another profile with `--profile`");
        }
        if (REGION_CODES.contains(code)) {
            return new Failure(
                    Kind.REGION_CLOSED,
                    "`" + code
                            + "`: the credentials are not accepted here: they are wrong, or the Region is not enabled for"
                            + " the account; help: compare with `aws ec2 describe-regions`");
        }
        if (code.isEmpty()) {
            return new Failure(
                    Kind.GARBLED,
                    "HTTP " + status
                            + " with an answer that is not AWS's; help: check `--endpoint-url` and the proxy settings");
        }
        return new Failure(
                Kind.OTHER,
                "`" + code + "`" + quoted(message)
                        + "; help: run it again, and if it stays, see AWS's list of error codes");
    }

    /** The error code. The JDK's HTTP client gives no body with a 401, which is EC2's AuthFailure and nothing else's. */
    static String code(AwsServiceException answer) {
        return Optional.ofNullable(answer.awsErrorDetails())
                .map(AwsErrorDetails::errorCode)
                .orElse(answer.statusCode() == 401 ? "AuthFailure" : "");
    }

    private static Failure unanswered(Exception thrown) {
        Optional<UnknownHostException> unknownHost = cause(thrown, UnknownHostException.class);
        if (unknownHost.isPresent()) {
            return new Failure(
                    Kind.UNREACHABLE,
                    "the host" + quoted(String.valueOf(unknownHost.get().getMessage()))
                            + " is not known; help: check `--region`, `--endpoint-url` and the network");
        }
        Optional<SocketTimeoutException> timeout = cause(thrown, SocketTimeoutException.class);
        boolean connecting = timeout.map(Throwable::getMessage)
                .map(message -> message.regionMatches(true, 0, "connect", 0, "connect".length()))
                .orElse(false);
        Optional<? extends Exception> noConnection = cause(thrown, ConnectException.class)
                .<Exception>map(refused -> refused)
                .or(() -> cause(thrown, NoRouteToHostException.class))
                .or(() -> cause(thrown, SSLException.class));
        if (connecting || noConnection.isPresent()) {
            String reason = noConnection
                    .<Exception>map(found -> found)
                    .or(() -> timeout)
                    .map(Throwable::getMessage)
                    .map(Failure::quoted)
                    .orElse("");
            return new Failure(
                    Kind.UNREACHABLE,
                    "the endpoint cannot be reached" + reason
                            + "; help: check `--region`, `--endpoint-url`, the network and the proxy settings");
        }
        if (timeout.isPresent() || cause(thrown, IOException.class).isPresent()) {
            return new Failure(Kind.BROKEN, "the connection broke before a whole answer came; help: run it again");
        }
        return new Failure(
                Kind.GARBLED,
                "an answer that cannot be read as AWS's; help: check `--endpoint-url` and the proxy settings");
    }

    private static String quoted(String text) {
        String shown = text.strip();
        int encoded = shown.indexOf(" Encoded authorization failure message");
        shown = encoded >= 0 ? shown.substring(0, encoded) : shown;
        shown = shown.length() > QUOTED ? shown.substring(0, QUOTED) + "…" : shown;
        return shown.isEmpty() ? "" : " \"" + shown + "\"";
    }

    private static <T extends Throwable> Optional<T> cause(Throwable thrown, Class<T> type) {
        Throwable cause = thrown;
        for (int depth = 0; cause != null && depth < 20; depth++) {
            if (type.isInstance(cause)) {
                return Optional.of(type.cast(cause));
            }
            cause = cause.getCause();
        }
        return Optional.empty();
    }
}
