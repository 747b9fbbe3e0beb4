package dev.weir.aws;

import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;

/**
 * Calls of a service, signed as the SDK signs and sent where the SDK would, without the service's own client: a megabyte or more of
 * classes for each field of each answer.
 *
 * <p>What is throttled, broken or the service's own fault is tried again, a few times and slower each time: to be used for calls
 * that may be made twice.
 */
final class SignedCalls {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final Duration ALTOGETHER = Duration.ofSeconds(90);
    private static final int QUOTED = 300;

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final URI endpoint;
    private final String service;
    private final String region;
    private final Runnable pace;

    /**
     * Calls of a service in a Region.
     *
     * @param service as requests are signed for it
     * @param pace runs before each attempt
     */
    SignedCalls(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            URI endpoint,
            String service,
            String region,
            Runnable pace) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.service = service;
        this.region = region;
        this.pace = pace;
    }

    /** The service said no, or said nothing that can be read. */
    static final class Refused extends RuntimeException {

        private static final long serialVersionUID = 1;

        private final int status;
        private final String code;
        private final String message;

        /** An answer: a refusal, or one that cannot be read. */
        Refused(int status, String code, String message) {
            this(status, code, message, "");
        }

        private Refused(int status, String code, String message, String attempts) {
            super((status / 100 == 2 ? "" : status + " ")
                    + code
                    + (code.isEmpty() || message.isEmpty() ? "" : ": ")
                    + message
                    + attempts);
            this.status = status;
            this.code = code;
            this.message = message;
        }

        /** Nothing was answered. */
        Refused(IOException broken) {
            this(broken, "");
        }

        private Refused(IOException broken, String attempts) {
            super("the connection broke: " + broken.getMessage() + attempts, broken);
            this.status = 0;
            this.code = "";
            this.message = "";
        }

        private Refused after(int times) {
            String attempts = ", tried " + times + " times";
            return getCause() instanceof IOException broken
                    ? new Refused(broken, attempts)
                    : new Refused(status, code, message, attempts);
        }

        /** The HTTP status; 0 where nothing was answered. */
        int status() {
            return status;
        }

        /** What the service calls its error; empty where it does not say. */
        String code() {
            return code;
        }

        /** What it says of it. */
        String message() {
            return message;
        }

        private boolean mayPass() {
            return status / 100 == 5 || status / 100 == 2 || status == 429 || status == 0 || Failure.isThrottling(code);
        }
    }

    /**
     * Posts JSON and reads it.
     *
     * @throws Refused with one sentence, if the answer is no even after the last attempt
     */
    JsonObject post(String path, JsonObject request) {
        return send(ServiceRequest.post(path, request), JsonReader::object);
    }

    /**
     * Sends a request, and reads what is answered.
     *
     * @param reading throws IllegalArgumentException where it is not the answer
     * @throws Refused with one sentence, if the answer is no even after the last attempt
     */
    JsonObject send(ServiceRequest request, Function<byte[], JsonObject> reading) {
        Refused last = new Refused(0, "", "it was not asked");
        long start = System.nanoTime();
        int attempt = 0;
        for (; attempt < ATTEMPTS && System.nanoTime() - start < ALTOGETHER.toNanos(); attempt++) {
            if (attempt > 0) {
                pause(FIRST_PAUSE.multipliedBy(1L << attempt - 1));
            }
            try {
                return answer(request, reading);
            } catch (IOException broken) {
                last = new Refused(broken);
            } catch (Refused refused) {
                if (!refused.mayPass()) {
                    throw refused;
                }
                last = refused;
            }
        }
        throw last.after(attempt);
    }

    private JsonObject answer(ServiceRequest request, Function<byte[], JsonObject> reading) throws IOException {
        pace.run();
        HttpExecuteResponse answer = sent(request);
        int status = answer.httpResponse().statusCode();
        byte[] said =
                answer.responseBody().isPresent() ? answer.responseBody().get().readAllBytes() : new byte[0];
        if (status / 100 != 2) {
            throw refusal(answer, status, said);
        }
        try {
            return reading.apply(said);
        } catch (BrokenJson | IllegalArgumentException garbled) {
            throw new Refused(status, "", "its answer cannot be read: " + cut(String.valueOf(garbled.getMessage())));
        }
    }

    private HttpExecuteResponse sent(ServiceRequest request) throws IOException {
        SdkHttpRequest.Builder unsigned =
                SdkHttpRequest.builder().method(request.method()).uri(endpoint).encodedPath(request.path());
        request.query().forEach(unsigned::putRawQueryParameter);
        request.headers().forEach(unsigned::putHeader);
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(request.body()))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        HttpExecuteRequest.Builder whole = HttpExecuteRequest.builder().request(signed.request());
        if (request.body().length > 0) {
            whole.contentStreamProvider(signed.payload().orElseThrow());
        }
        return http.prepareRequest(whole.build()).call();
    }

    /** {@code InvalidAccessException: the account is not subscribed}. */
    private static Refused refusal(HttpExecuteResponse answer, int status, byte[] said) {
        String code = answer.httpResponse()
                .firstMatchingHeader("x-amzn-ErrorType")
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
        return new Refused(status, code, cut(message));
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
