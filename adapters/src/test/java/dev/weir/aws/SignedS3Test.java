package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.awscore.exception.AwsServiceException;
import software.amazon.awssdk.awscore.retry.AwsRetryStrategy;
import software.amazon.awssdk.core.checksums.RequestChecksumCalculation;
import software.amazon.awssdk.core.checksums.ResponseChecksumValidation;
import software.amazon.awssdk.core.exception.SdkException;
import software.amazon.awssdk.http.ContentStreamProvider;
import software.amazon.awssdk.http.ExecutableHttpRequest;
import software.amazon.awssdk.http.HttpExecuteRequest;
import software.amazon.awssdk.http.HttpExecuteResponse;
import software.amazon.awssdk.http.SdkHttpClient;
import software.amazon.awssdk.http.SdkHttpMethod;
import software.amazon.awssdk.http.SdkHttpRequest;
import software.amazon.awssdk.http.auth.aws.signer.AwsV4HttpSigner;
import software.amazon.awssdk.http.auth.spi.signer.HttpSigner;
import software.amazon.awssdk.profiles.ProfileFile;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.S3Configuration;
import software.amazon.awssdk.utils.http.SdkHttpUtils;

/** Buckets are read by the requests that the SDK's client would send, signed as its signer signs them. */
class SignedS3Test {

    private static final DateTimeFormatter SIGNED_AT =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);

    private static final List<String> BUCKETS = List.of(
            "logs",
            "logs.example.com",
            "Old_Bucket",
            "111122223333-flow-logs",
            "arn:aws:s3:eu-central-1:111122223333:accesspoint/mine",
            "arn:aws:s3:us-east-1:111122223333:accesspoint:mine");

    private static final List<String> PIECES = List.of(
            "a",
            "AWSLogs",
            " ",
            "+",
            "%",
            "%2F",
            "/",
            "//",
            "..",
            "./",
            "~",
            "*",
            "'()!",
            "ä",
            "\u20ac",
            "\ud83d\ude00",
            "=&?#",
            "\n",
            "\u007f",
            "year=2026",
            ":@,;",
            "\\",
            "\"<>");

    private static final List<String> ADDRESSES = List.of(
            "http://127.0.0.1:5000", "https://s3.example:8443", "http://localhost:4566/base/", "http://[::1]:80");

    private static final List<String> REGIONS = List.of("us-east-1", "eu-west-1", "cn-north-1", "us-gov-west-1");

    /** A request as it would go out; headers by their names in small letters. */
    private record Sent(String method, URI endpoint, String target, Map<String, String> headers) {}

    private static Map<String, String> small(Map<String, String> headers) {
        Map<String, String> all = new TreeMap<>();
        headers.forEach((name, value) -> all.put(name.toLowerCase(Locale.ROOT), value));
        return all;
    }

    /** Sends nothing, and answers what was put down for it. */
    private static final class Wire implements Http, SdkHttpClient {

        private final List<Sent> sent = new ArrayList<>();
        private final Deque<Http.Answer> answers = new ArrayDeque<>();

        void answers(int status, String body, Map<String, String> headers) {
            Map<String, String> all = small(headers);
            answers.add(new Http.Answer(
                    status,
                    name -> Optional.ofNullable(all.get(name.toLowerCase(Locale.ROOT))),
                    new ByteArrayInputStream(body.getBytes(StandardCharsets.UTF_8)),
                    () -> {}));
        }

        @Override
        public Http.Answer send(String method, URI endpoint, String target, Map<String, String> headers, byte[] body)
                throws IOException {
            sent.add(new Sent(method, endpoint, target, small(headers)));
            if (answers.isEmpty()) {
                throw new IOException("nothing is there");
            }
            return answers.remove();
        }

        @Override
        public ExecutableHttpRequest prepareRequest(HttpExecuteRequest request) {
            SdkHttpRequest http = request.httpRequest();
            Map<String, String> headers = new TreeMap<>();
            http.forEachHeader((name, values) -> headers.put(name.toLowerCase(Locale.ROOT), String.join(",", values)));
            sent.add(new Sent(
                    http.method().name(),
                    URI.create(http.protocol() + "://" + http.host() + ":" + http.port()),
                    http.encodedPath()
                            + http.encodedQueryParameters()
                                    .map(query -> "?" + query)
                                    .orElse(""),
                    headers));
            return new ExecutableHttpRequest() {
                @Override
                public HttpExecuteResponse call() throws IOException {
                    throw new IOException("nothing is there");
                }

                @Override
                public void abort() {}
            };
        }

        @Override
        public void close() {}
    }

    private SplittableRandom random = new SplittableRandom();

    private <T> T any(List<T> of) {
        return of.get(random.nextInt(of.size()));
    }

    private String key() {
        StringBuilder key = new StringBuilder(any(PIECES));
        for (int left = random.nextInt(6); left > 0; left--) {
            key.append(any(PIECES));
        }
        return key.toString();
    }

    private static ProfileFile profiles(String text) {
        return ProfileFile.builder()
                .type(ProfileFile.Type.CONFIGURATION)
                .content(new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)))
                .build();
    }

    private String config() {
        String address = random.nextInt(4) == 0 ? "endpoint_url = " + any(ADDRESSES.subList(0, 3)) + "\n" : "";
        return "[default]\nuse_fips_endpoint = %s\nuse_dualstack_endpoint = %s\ns3_us_east_1_regional_endpoint = %s\n%s"
                .formatted(
                        random.nextInt(4) == 0,
                        random.nextInt(4) == 0,
                        random.nextBoolean() ? "regional" : "legacy",
                        address);
    }

    /** As {@link AwsSession#s3()} makes it. */
    private static S3Client client(
            Wire wire, Optional<URI> typed, ProfileFile profiles, String region, AwsCredentials who) {
        return S3Client.builder()
                .applyMutation(builder -> typed.ifPresent(builder::endpointOverride))
                .region(Region.of(region))
                .credentialsProvider(StaticCredentialsProvider.create(who))
                .overrideConfiguration(override -> override.retryStrategy(AwsRetryStrategy.doNotRetry())
                        .defaultProfileFile(profiles)
                        .defaultProfileName("default"))
                .httpClient(wire)
                .crossRegionAccessEnabled(true)
                .forcePathStyle(typed.isPresent())
                .requestChecksumCalculation(RequestChecksumCalculation.WHEN_REQUIRED)
                .responseChecksumValidation(ResponseChecksumValidation.WHEN_REQUIRED)
                .serviceConfiguration(
                        S3Configuration.builder().useArnRegionEnabled(true).build())
                .build();
    }

    private static SignedS3 signed(
            Wire wire, Optional<URI> typed, ProfileFile profiles, String region, AwsCredentials who) {
        S3Places places = new S3Places(typed, profiles, "default");
        return new SignedS3(
                places::of,
                place -> new SignedCalls(
                        wire,
                        StaticCredentialsProvider.create(who),
                        place::endpoint,
                        place.service(),
                        place.region(),
                        AwsRetryStrategy.doNotRetry(),
                        request -> {}),
                region);
    }

    private static Optional<String> thrown(Runnable call) {
        try {
            call.run();
            return Optional.empty();
        } catch (RuntimeException failed) {
            return Optional.of(Failure.of(failed, "s3:GetObject").kind().toString());
        }
    }

    @Test
    void sendsWhatTheClientOfTheSdkWouldSend() {
        long seed = random.nextLong();
        random = new SplittableRandom(seed);
        int answered = 0;
        for (int round = 0; round < 400; round++) {
            Optional<URI> typed = random.nextInt(4) == 0 ? Optional.of(URI.create(any(ADDRESSES))) : Optional.empty();
            String config = config();
            String region = any(REGIONS);
            String bucket = any(BUCKETS);
            // Behind an address with a path the client loses the slash that a key begins with.
            String key = typed.isPresent() || config.contains("/base/") ? key().replaceFirst("^/+", "") + "a" : key();
            Optional<String> payer = random.nextBoolean() ? Optional.of("requester") : Optional.empty();
            AwsCredentials who = random.nextBoolean()
                    ? AwsBasicCredentials.create("AKID", "secret/")
                    : AwsSessionCredentials.create("ASIA", "secret/", "token+/=");
            boolean lists = random.nextInt(3) == 0;
            String delimiter = random.nextBoolean() ? "/" : "";
            Wire theirs = new Wire();
            Wire ours = new Wire();
            S3Reads client = new ClientS3(client(theirs, typed, profiles(config), region, who));
            S3Reads signed = signed(ours, typed, profiles(config), region, who);

            Optional<String> theirFailure = thrown(() -> read(client, lists, bucket, key, delimiter, payer));
            Optional<String> ourFailure = thrown(() -> read(signed, lists, bucket, key, delimiter, payer));

            String what = "seed %s, round %s: %s of %s in %s from %s with %s"
                    .formatted(seed, round, key, bucket, region, typed, config);
            assertThat(ours.sent).as(what).hasSameSizeAs(theirs.sent);
            if (theirs.sent.isEmpty()) {
                continue; // there is no such place
            }
            assertThat(ourFailure).as(what).isEqualTo(theirFailure);
            Sent their = theirs.sent.get(0);
            Sent our = ours.sent.get(0);
            assertThat(our.method()).as(what).isEqualTo(their.method());
            assertThat(scheme(our.endpoint())).as(what).isEqualTo(scheme(their.endpoint()));
            assertThat(parts(our.target())).as(what).isEqualTo(parts(their.target()));
            for (String header : List.of("range", "if-match", "x-amz-request-payer", "x-amz-security-token")) {
                assertThat(our.headers().get(header))
                        .as("%s: %s", what, header)
                        .isEqualTo(their.headers().get(header));
            }
            assertThat(scope(our)).as(what).isEqualTo(scope(their));
            assertThat(our.headers().get("authorization")).as(what).isEqualTo(signedBySdk(our, who));
            answered++;
        }
        assertThat(answered).as("seed %s", seed).isGreaterThan(200);
    }

    private static void read(
            S3Reads s3, boolean lists, String bucket, String key, String delimiter, Optional<String> payer) {
        if (lists) {
            s3.list(bucket, key, delimiter, Optional.of(key + "="), payer);
        } else {
            s3.part(bucket, key, "\"0a1b\"", 5, 7, payer);
        }
    }

    /** With the port that counts, whether it is told or not. */
    private static String scheme(URI endpoint) {
        int port = endpoint.getPort() >= 0
                ? endpoint.getPort()
                : endpoint.getScheme().equals("https") ? 443 : 80;
        return endpoint.getScheme() + "://" + endpoint.getHost() + ":" + port;
    }

    /** The path, and the parameters whatever their order. */
    private static List<String> parts(String target) {
        int query = target.indexOf('?');
        List<String> parts = new ArrayList<>();
        String path = query < 0 ? target : target.substring(0, query);
        parts.add(path.isEmpty() ? "/" : path); // as the JDK sends it
        if (query >= 0) {
            parts.addAll(List.of(target.substring(query + 1).split("&")).stream()
                    .sorted()
                    .toList());
        }
        return parts;
    }

    /** Region and service, without the day. */
    private static String scope(Sent sent) {
        return sent.headers()
                .getOrDefault("authorization", "unsigned")
                .replaceAll(".*Credential=([A-Z]+)/\\d{8}/([^,]*),.*", "$1 $2");
    }

    private static String signedBySdk(Sent sent, AwsCredentials who) {
        int query = sent.target().indexOf('?');
        SdkHttpRequest.Builder unsigned = SdkHttpRequest.builder()
                .method(SdkHttpMethod.valueOf(sent.method()))
                .uri(URI.create(scheme(sent.endpoint())))
                .encodedPath(query < 0 ? sent.target() : sent.target().substring(0, query));
        if (query >= 0) {
            for (String parameter : sent.target().substring(query + 1).split("&")) {
                String[] pair = parameter.split("=", 2);
                unsigned.putRawQueryParameter(pair[0], SdkHttpUtils.urlDecode(pair[1]));
            }
        }
        for (String header : List.of("range", "if-match", "x-amz-request-payer")) {
            Optional.ofNullable(sent.headers().get(header)).ifPresent(value -> unsigned.putHeader(header, value));
        }
        String[] scope = scope(sent).split("[ /]");
        Instant at = Instant.from(SIGNED_AT.parse(sent.headers().get("x-amz-date")));
        return AwsV4HttpSigner.create()
                .sign(sign -> sign.identity(who)
                        .request(unsigned.build())
                        .payload(ContentStreamProvider.fromByteArray(new byte[0]))
                        .putProperty(AwsV4HttpSigner.SERVICE_SIGNING_NAME, scope[2])
                        .putProperty(AwsV4HttpSigner.REGION_NAME, scope[1])
                        .putProperty(AwsV4HttpSigner.DOUBLE_URL_ENCODE, false)
                        .putProperty(AwsV4HttpSigner.NORMALIZE_PATH, false)
                        .putProperty(HttpSigner.SIGNING_CLOCK, Clock.fixed(at, ZoneOffset.UTC)))
                .request()
                .firstMatchingHeader("Authorization")
                .orElseThrow();
    }

    private static SignedS3 reading(Wire wire) {
        return signed(
                wire,
                Optional.empty(),
                profiles("[default]\nregion = us-east-1\n"),
                "us-east-1",
                AwsBasicCredentials.create("AKID", "secret"));
    }

    private static String error(String code) {
        return "<?xml version=\"1.0\"?>\n<Error><Code>" + code + "</Code><Message>no</Message></Error>";
    }

    @Test
    void followsABucketToItsRegionOnce() {
        Wire wire = new Wire();
        SignedS3 s3 = reading(wire);
        wire.answers(301, error("PermanentRedirect"), Map.of("x-amz-bucket-region", "eu-west-3"));
        wire.answers(206, "abc", Map.of());
        wire.answers(206, "def", Map.of());

        byte[] first = s3.part("logs", "a", "\"1\"", 3, 3, Optional.empty());
        byte[] second = s3.part("logs", "b", "\"2\"", 3, 3, Optional.empty());

        assertThat(new String(first, StandardCharsets.UTF_8)).isEqualTo("abc");
        assertThat(new String(second, StandardCharsets.UTF_8)).isEqualTo("def");
        assertThat(wire.sent.stream().map(sent -> sent.endpoint().getHost()))
                .containsExactly(
                        "logs.s3.us-east-1.amazonaws.com",
                        "logs.s3.eu-west-3.amazonaws.com",
                        "logs.s3.eu-west-3.amazonaws.com");
        assertThat(scope(wire.sent.get(2))).isEqualTo("AKID eu-west-3/s3/aws4_request");
    }

    @Test
    void asksWhereABucketIsThatOnlySaysItIsElsewhere() {
        Wire wire = new Wire();
        SignedS3 s3 = reading(wire);
        wire.answers(400, error("AuthorizationHeaderMalformed"), Map.of());
        wire.answers(301, "", Map.of("x-amz-bucket-region", "eu-west-3"));
        wire.answers(
                200,
                "<ListBucketResult><Contents><Key> a </Key><Size>7</Size><ETag>&quot;1&quot;</ETag></Contents>"
                        + "<CommonPrefixes><Prefix>b/</Prefix></CommonPrefixes></ListBucketResult>",
                Map.of());

        Pages.Page<S3Reads.Entry> page = s3.list("logs", "", "/", Optional.empty(), Optional.empty());

        assertThat(page.items()).containsExactly(new S3Reads.Entry(" a ", 7, "\"1\""), S3Reads.Entry.folder("b/"));
        assertThat(wire.sent.stream().map(Sent::method)).containsExactly("GET", "HEAD", "GET");
        assertThat(wire.sent.get(2).endpoint().getHost()).isEqualTo("logs.s3.eu-west-3.amazonaws.com");
    }

    @Test
    void takesNoPartThatIsNotTheOneAskedForOrNotWhole() {
        Wire wire = new Wire();
        SignedS3 s3 = reading(wire);
        wire.answers(200, "abcdef", Map.of());
        wire.answers(206, "ab", Map.of());
        wire.answers(412, error("PreconditionFailed"), Map.of());

        assertThatThrownBy(() -> s3.part("logs", "a", "\"1\"", 3, 3, Optional.empty()))
                .isInstanceOf(SdkException.class);
        assertThatThrownBy(() -> s3.part("logs", "a", "\"1\"", 3, 3, Optional.empty()))
                .isInstanceOf(SdkException.class);
        assertThatThrownBy(() -> s3.part("logs", "a", "\"1\"", 3, 3, Optional.empty()))
                .isInstanceOf(AwsServiceException.class)
                .hasMessage("412 PreconditionFailed: no");
    }

    @Test
    void readsAsMuchAsItAskedForWhereMoreComes() throws IOException {
        InputStream more = new ByteArrayInputStream(new byte[200_000]);

        assertThat(SignedCalls.read(new Http.Answer(200, name -> Optional.empty(), more, () -> {}), new byte[70_000]))
                .isEqualTo(70_000);
    }
}
