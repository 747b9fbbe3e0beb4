package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;

/** Every signature is the one that the SDK makes of the same request. */
class SignerTest {

    private static final AwsV4HttpSigner SDK = AwsV4HttpSigner.create();

    private static final List<String> TEXTS =
            List.of("", "a", "a b", "ä/ö", "-._~", "a+b=c&d", "%41", "\u20ac\ud83d\ude00", "A:*'()!", "10", "9");

    private static final List<String> ENDPOINTS = List.of(
            "https://ec2.eu-west-1.amazonaws.com",
            "https://sts.amazonaws.com:443",
            "http://localhost:80",
            "http://127.0.0.1:4566",
            "http://[::1]:4566",
            "https://vpce-1.ec2.eu-west-1.vpce.amazonaws.com:8443");

    private static final Instant BEGIN = Instant.parse("2026-11-22T23:59:50Z");

    private SplittableRandom random = new SplittableRandom();

    private String text() {
        return TEXTS.get(random.nextInt(TEXTS.size()));
    }

    private Map<String, String> some(String prefix, List<String> values) {
        Map<String, String> some = new LinkedHashMap<>();
        for (int left = random.nextInt(4); left > 0; left--) {
            some.put(prefix + text().replaceAll("[^a-z0-9-]", ""), values.get(random.nextInt(values.size())));
        }
        return some;
    }

    private String path() {
        StringBuilder path = new StringBuilder("/");
        for (int left = random.nextInt(4); left > 0; left--) {
            path.append(Signer.encoded("p" + text())).append(random.nextBoolean() ? "/" : "");
        }
        return path.toString();
    }

    private AwsCredentials anybody() {
        return random.nextBoolean()
                ? AwsBasicCredentials.create("AKID" + random.nextInt(2), "secret/".repeat(1 + random.nextInt(20)))
                : AwsSessionCredentials.create("ASIA", "secret/" + random.nextInt(2), "token+/=" + random.nextInt(2));
    }

    private static SdkHttpRequest bySdk(
            String service,
            URI endpoint,
            String method,
            String path,
            Map<String, String> query,
            Map<String, String> headers,
            byte[] body,
            AwsCredentials who,
            Instant at) {
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.valueOf(method))
                .uri(endpoint)
                .encodedPath(path);
        query.forEach(unsigned::putRawQueryParameter);
        headers.forEach(unsigned::putHeader);
        return SDK.sign(sign -> sign.identity(who)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(body))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, service)
                        .putProperty(AwsV4HttpSigner.REGION_NAME, "eu-west-1")
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, !service.equals("s3"))
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, !service.equals("s3"))
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request();
    }

    @Test
    void signsAsTheSdkDoes() {
        long seed = random.nextLong();
        random = new SplittableRandom(seed);
        for (String service : List.of("ec2", "s3")) {
            Signer signer = new Signer(service, "eu-west-1");
            for (int round = 0; round < 500; round++) {
                URI endpoint = URI.create(ENDPOINTS.get(random.nextInt(ENDPOINTS.size())));
                String method = random.nextBoolean() ? "GET" : "POST";
                String path = path();
                Map<String, String> query = some("q", TEXTS);
                Map<String, String> headers =
                        some("X-Weir-", List.of("a", "text/plain; charset=utf-8", "bytes=0-9", "\"etag\""));
                byte[] body = text().getBytes(StandardCharsets.UTF_8);
                AwsCredentials who = anybody();
                Instant at = BEGIN.plusMillis(round * 97L);
                SdkHttpRequest expected = bySdk(service, endpoint, method, path, query, headers, body, who, at);

                Map<String, String> signed =
                        signer.signed(method, endpoint, path, Signer.query(query), headers, body, who, at);

                assertThat(signed)
                        .as("seed %s, round %s", seed, round)
                        .hasSize(expected.headers().size() - 1)
                        .allSatisfy((name, value) ->
                                assertThat(expected.firstMatchingHeader(name)).contains(value));
            }
        }
    }
}
