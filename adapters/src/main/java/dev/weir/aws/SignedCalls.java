package dev.weir.aws;

import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsErrorDetails;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.core.exception.ApiCallAttemptTimeoutException;
import software.amazon.awssdk.core.exception.RetryableException;
import software.amazon.awssdk.core.exception.SdkClientException;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.core.retry.RetryUtils;
import software.amazon.awssdk.retries.api.AcquireInitialTokenRequest;
import software.amazon.awssdk.retries.api.AcquireInitialTokenResponse;
import software.amazon.awssdk.retries.api.RecordSuccessRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenRequest;
import software.amazon.awssdk.retries.api.RefreshRetryTokenResponse;
import software.amazon.awssdk.retries.api.RetryStrategy;
import software.amazon.awssdk.retries.api.RetryToken;
import software.amazon.awssdk.retries.api.TokenAcquisitionFailedException;
import software.amazon.awssdk.utils.DateUtils;

/**
 * Calls of a service, signed as the SDK signs and sent where the SDK would, without the service's own client: a megabyte or more of
 * classes for each field of each answer.
 *
 * <p>What is throttled, broken or the service's own fault is tried again as the SDK's own strategy says, also by another clock where
 * this machine's is wrong: to be used for calls that may be made twice.
 */
final class SignedCalls {

    /** The header in which S3 says where a bucket is. */
    static final String BUCKET_REGION = "x-amz-bucket-region";

    private static final Duration TO_ANSWER = Duration.ofSeconds(40);
    private static final Duration ALTOGETHER = Duration.ofSeconds(90);
    private static final int CHUNK = 1 << 16;
    private static final int QUOTED = 300;

    private final Http http;
    private final AwsCredentialsProvider credentials;
    private final Supplier<URI> where;
    private final String service;
    private final String region;
    private final Signer signer;
    private final RetryStrategy retries;
    private final Consumer<ServiceRequest> pace;
    private volatile Duration skew = Duration.ZERO;
    private volatile @Nullable URI endpoint;

    /**
     * @param where its address, asked for once; throws SdkException where there is none
     * @param service as requests are signed for it
     * @param retries how often and how soon what failed is tried again
     * @param pace runs before each attempt
     */
    SignedCalls(
            Http http,
            AwsCredentialsProvider credentials,
            Supplier<URI> where,
            String service,
            String region,
            RetryStrategy retries,
            Consumer<ServiceRequest> pace) {
        this.http = http;
        this.credentials = credentials;
        this.where = where;
        this.service = service;
        this.region = region;
        this.signer = new Signer(service, region);
        this.retries = retries;
        this.pace = pace;
    }

    /** The service said no. */
    static final class Refused extends AwsServiceException {

        private static final long serialVersionUID = 1;

        private final @Nullable String bucketRegion;

        private Refused(int status, String code, String message, Optional<String> bucketRegion) {
            super(AwsServiceException.builder()
                    .statusCode(status)
                    // Also where there is no code: the SDK's retries look into the details of every refusal.
                    .awsErrorDetails(
                            code.isEmpty()
                                    ? AwsErrorDetails.builder().build()
                                    : AwsErrorDetails.builder()
                                            .errorCode(code)
                                            .errorMessage(message)
                                            .build())
                    .message(status + " " + code + (code.isEmpty() || message.isEmpty() ? "" : ": ") + message));
            this.bucketRegion = bucketRegion.orElse(null);
        }

        /** The error's code; empty where none was told. */
        String code() {
            return awsErrorDetails() == null ? "" : awsErrorDetails().errorCode();
        }

        /** Where the bucket is, as S3 says it. */
        Optional<String> bucketRegion() {
            return Optional.ofNullable(bucketRegion);
        }

        /** {@code 400 InvalidAccessException: the account is not subscribed}. */
        @Override
        public String getMessage() {
            return rawMessage();
        }
    }

    /**
     * Posts JSON and reads it.
     *
     * @throws SdkException as {@link #send} does
     */
    JsonObject post(String path, JsonObject request) {
        return send(ServiceRequest.post(path, request), JsonReader::object);
    }

    /**
     * Sends a request, and reads what is answered.
     *
     * @param reading throws IllegalArgumentException where it is not the answer
     * @throws SdkException what a client of the SDK would throw, if the answer is no even after the last attempt
     */
    <T> T send(ServiceRequest request, Function<byte[], T> reading) {
        return read(request, whole(reading));
    }

    /** Makes something of an answer that is none of refusal, and closes it; what it throws may be tried again. */
    interface AnswerReading<T> {
        T of(Http.Answer answer) throws IOException;
    }

    /** Reads all of an answer, and is handed what it said; throws IllegalArgumentException where it is not the answer. */
    static <T> AnswerReading<T> whole(Function<byte[], T> reading) {
        return answer -> {
            byte[] said = read(answer);
            try {
                return reading.apply(said);
            } catch (BrokenJson | IllegalArgumentException garbled) {
                throw RetryableException.create(
                        "its answer cannot be read: " + cut(String.valueOf(garbled.getMessage())));
            }
        };
    }

    /** Sends a request, and reads what is answered as it comes; else as {@link #send}. */
    <T> T read(ServiceRequest request, AnswerReading<T> reading) {
        long end = System.nanoTime() + ALTOGETHER.toNanos();
        AcquireInitialTokenResponse first = retries.acquireInitialToken(AcquireInitialTokenRequest.create(service));
        RetryToken token = first.token();
        pause(first.delay());
        while (true) {
            SdkException failed;
            try {
                T answer = answer(request, reading);
                retries.recordSuccess(RecordSuccessRequest.create(token));
                return answer;
            } catch (IOException broken) {
                failed = SdkClientException.create("the connection broke: " + broken.getMessage(), broken);
            } catch (SdkException refused) {
                failed = refused;
            }
            token = again(token, failed, end);
        }
    }

    /** Waits until it may be tried again; throws what failed where it may not. */
    private RetryToken again(RetryToken token, SdkException failed, long end) {
        RefreshRetryTokenResponse again;
        try {
            again = retries.refreshRetryToken(RefreshRetryTokenRequest.builder()
                    .token(token)
                    .failure(failed)
                    .suggestedDelay(Duration.ZERO)
                    .build());
        } catch (TokenAcquisitionFailedException never) {
            throw failed;
        }
        if (System.nanoTime() + again.delay().toNanos() > end) {
            throw failed;
        }
        pause(again.delay());
        return again.token();
    }

    private <T> T answer(ServiceRequest request, AnswerReading<T> reading) throws IOException {
        pace.accept(request);
        Http.Answer answer = http.send(
                request.method(),
                endpoint(),
                request.query().isEmpty() ? request.path() : request.path() + "?" + request.query(),
                signer.signed(
                        request.method(),
                        endpoint(),
                        request.path(),
                        request.query(),
                        request.headers(),
                        request.body(),
                        credentials.resolveCredentials(),
                        Instant.now().plus(skew)),
                request.body());
        if (answer.status() / 100 != 2) {
            Refused refused = refusal(answer, read(answer));
            if (RetryUtils.isClockSkewException(refused)) {
                serverTime(answer).ifPresent(there -> skew = Duration.between(Instant.now(), there));
            }
            throw refused;
        }
        return reading.of(answer);
    }

    private URI endpoint() {
        URI known = endpoint;
        if (known == null) {
            known = where.get();
            endpoint = known;
        }
        return known;
    }

    private static Optional<Instant> serverTime(Http.Answer answer) {
        try {
            return answer.header().apply("Date").map(DateUtils::parseRfc822Date);
        } catch (DateTimeException none) {
            return Optional.empty();
        }
    }

    private static byte[] read(Http.Answer answer) throws IOException {
        long end = System.nanoTime() + TO_ANSWER.toNanos();
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        byte[] chunk = new byte[CHUNK];
        try (InputStream body = answer.body()) {
            for (int count = body.read(chunk); count >= 0; count = body.read(chunk)) {
                bytes.write(chunk, 0, count);
                if (System.nanoTime() > end) {
                    answer.cut().run();
                    throw ApiCallAttemptTimeoutException.create(TO_ANSWER.toMillis());
                }
            }
        }
        return bytes.toByteArray();
    }

    /** Fills an array with the answer, and closes it; how much of it came. */
    static int read(Http.Answer answer, byte[] bytes) throws IOException {
        long end = System.nanoTime() + TO_ANSWER.toNanos();
        try (InputStream body = answer.body()) {
            int used = 0;
            for (int count = 0; count >= 0 && used < bytes.length; used += Math.max(0, count)) {
                count = body.read(bytes, used, Math.min(CHUNK, bytes.length - used));
                if (System.nanoTime() > end) {
                    answer.cut().run();
                    throw ApiCallAttemptTimeoutException.create(TO_ANSWER.toMillis());
                }
            }
            return used;
        }
    }

    /** {@code InvalidAccessException: the account is not subscribed}. */
    private static Refused refusal(Http.Answer answer, byte[] said) {
        String code = answer.header()
                .apply("x-amzn-ErrorType")
                .map(type -> type.replaceAll("[:;].*", ""))
                .orElse("");
        String message = new String(said, StandardCharsets.UTF_8).strip();
        Optional<String[]> xml = message.startsWith("<") ? XmlAnswer.error(said) : Optional.empty();
        if (xml.isPresent()) {
            code = xml.get()[0];
            message = xml.get()[1];
        } else {
            try {
                JsonObject body = JsonReader.object(said);
                for (String name : new String[] {"Message", "message"}) {
                    message = body.has(name) ? body.text(name) : message;
                }
                code = code.isEmpty() && body.has("Code") ? body.text("Code") : code;
                code = code.isEmpty() && body.has("__type")
                        ? body.text("__type").replaceAll(".*#", "")
                        : code;
            } catch (BrokenJson | IllegalArgumentException noJson) {
                message = code.isEmpty() ? message : "";
            }
        }
        return new Refused(answer.status(), code, cut(message), answer.header().apply(BUCKET_REGION));
    }

    private static String cut(String text) {
        return text.length() <= QUOTED ? text : text.substring(0, QUOTED) + "…";
    }

    private static void pause(Duration time) {
        try {
            Thread.sleep(time.toMillis());
        } catch (InterruptedException interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public String toString() {
        return service.toLowerCase(Locale.ROOT) + " in " + region;
    }
}
