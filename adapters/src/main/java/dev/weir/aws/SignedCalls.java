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
import software.amazon.awssdk.auth.credentials.AwsCredentialsProvider;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.SignedRequest;
import software.amazon.awssdk.regions.Region;

/**
 * Calls of a service whose requests and answers are JSON, signed as the SDK signs, without the service's own client: a megabyte of
 * classes for each field of each finding.
 *
 * <p>What is throttled, broken or the service's own fault is tried again, a few times and slower each time: to be used for calls
 * that may be made twice.
 */
final class SignedCalls {

    private static final int ATTEMPTS = 5;
    private static final Duration FIRST_PAUSE = Duration.ofMillis(250);
    private static final int QUOTED = 300;

    private final SdkHttpClient http;
    private final AwsCredentialsProvider credentials;
    private final Optional<URI> endpoint;
    private final String service;
    private final String region;

    SignedCalls(
            SdkHttpClient http,
            AwsCredentialsProvider credentials,
            Optional<URI> endpoint,
            String service,
            String region) {
        this.http = http;
        this.credentials = credentials;
        this.endpoint = endpoint;
        this.service = service;
        this.region = region;
    }

    /** The service said no, or said nothing that can be read. */
    static final class Refused extends Exception {

        private static final long serialVersionUID = 1;

        Refused(String sentence) {
            super(sentence);
        }
    }

    /**
     * Posts a request.
     *
     * @throws Refused with one sentence, if the answer is no even after the last attempt
     */
    JsonObject post(String path, JsonObject request) throws Refused {
        byte[] body = request.canonical();
        String last = "";
        for (int attempt = 0; attempt < ATTEMPTS; attempt++) {
            if (attempt > 0) {
                pause(FIRST_PAUSE.multipliedBy(1L << attempt - 1));
            }
            try {
                HttpExecuteResponse answer = sent(path, body);
                int status = answer.httpResponse().statusCode();
                byte[] said = answer.responseBody().isPresent()
                        ? answer.responseBody().get().readAllBytes()
                        : new byte[0];
                if (status / 100 == 2) {
                    return JsonReader.object(said);
                }
                last = status + " " + words(answer, said);
                if (status != 429 && status / 100 != 5) {
                    throw new Refused(last);
                }
            } catch (IOException broken) {
                last = "the connection broke: " + broken.getMessage();
            } catch (BrokenJson | IllegalArgumentException garbled) {
                throw new Refused("its answer is not JSON: " + garbled.getMessage());
            }
        }
        throw new Refused(last + ", tried " + ATTEMPTS + " times");
    }

    private HttpExecuteResponse sent(String path, byte[] body) throws IOException {
        SdkHttpRequest request = SdkHttpRequest.builder()
                .method(SdkHttpMethod.POST)
                .uri(endpoint.orElseGet(this::usual))
                .encodedPath(path)
                .putHeader("Content-Type", "application/json")
                .build();
        SignedRequest signed = AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(credentials.resolveCredentials())
                        .request(request)
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, region));
        return http.prepareRequest(HttpExecuteRequest.builder()
                        .request(signed.request())
                        .contentStreamProvider(signed.payload().orElseThrow())
                        .build())
                .call();
    }

    private URI usual() {
        String suffix = Region.of(region).metadata() == null
                ? "amazonaws.com"
                : Region.of(region).metadata().partition().dnsSuffix();
        return URI.create("https://" + service + "." + region + "." + suffix);
    }

    /** {@code InvalidAccessException: the account is not subscribed}. */
    private static String words(HttpExecuteResponse answer, byte[] said) {
        String code = answer.httpResponse()
                .firstMatchingHeader("x-amzn-ErrorType")
                .map(type -> type.replaceAll("[:;].*", ""))
                .orElse("");
        String message = new String(said, StandardCharsets.UTF_8).strip();
        try {
            JsonObject body = JsonReader.object(said);
            for (String name : new String[] {"Message", "message"}) {
                message = body.has(name) ? body.text(name) : message;
            }
            code = code.isEmpty() && body.has("Code") ? body.text("Code") : code;
            code = code.isEmpty() && body.has("__type") ? body.text("__type").replaceAll(".*#", "") : code;
        } catch (BrokenJson | IllegalArgumentException noJson) {
            return code.isEmpty() ? cut(message) : code;
        }
        return code + (code.isEmpty() || message.isEmpty() ? "" : ": ") + cut(message);
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
