package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.peer.MotoServer;
import dev.weir.peer.StoreProxy;
import dev.weir.peer.StoreProxy.Trouble;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.stream.Stream;
import java.util.zip.GZIPOutputStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;

/** {@code weir observe s3://…} against the files that the bucket's objects are, and against a bucket that makes trouble. */
class BucketFlowsIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final String HEADER =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets"
                    + " bytes start end action log-status tcp-flags flow-direction";
    private static final DateTimeFormatter NAME = DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmm'Z'");
    private static final LocalDateTime FIRST = LocalDateTime.of(2026, 11, 20, 0, 0);

    @TempDir
    Path folder = Path.of("");

    private final MotoServer moto = MotoServer.fresh();
    private final StoreProxy proxy = StoreProxy.before(moto.endpoint());
    private final S3Client s3 = S3Client.builder()
            .endpointOverride(moto.endpoint())
            .region(Region.US_EAST_1)
            .forcePathStyle(true)
            .httpClient(UrlConnectionHttpClient.create())
            .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
            .build();
    private final TreeMap<String, byte[]> objects = new TreeMap<>();

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @BeforeEach
    void makeBucket() {
        s3.createBucket(request -> request.bucket("logs"));
    }

    @AfterEach
    void close() {
        proxy.close();
        s3.close();
    }

    private static byte[] log(long seed, LocalDateTime slot, boolean packed) {
        SplittableRandom random = new SplittableRandom(seed);
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        for (int line = 0; line < 40; line++) {
            long start = slot.toEpochSecond(ZoneOffset.UTC) + random.nextInt(200);
            text.append("5 111122223333 eni-%d 10.0.0.%d 198.51.100.%d %d %d 6 3 180 %d %d ACCEPT OK 2 egress\n"
                    .formatted(
                            random.nextInt(5),
                            random.nextInt(5),
                            random.nextInt(200),
                            32_768 + random.nextInt(20_000),
                            random.nextInt(2) == 0 ? 443 : 5432,
                            start,
                            start + 60));
        }
        byte[] bytes = text.toString().getBytes(StandardCharsets.UTF_8);
        return packed ? gzip(bytes) : bytes;
    }

    private static byte[] gzip(byte[] bytes) {
        ByteArrayOutputStream packed = new ByteArrayOutputStream();
        try (GZIPOutputStream gzip = new GZIPOutputStream(packed)) {
            gzip.write(bytes);
        } catch (IOException impossible) {
            throw new IllegalStateException(impossible);
        }
        return packed.toByteArray();
    }

    private static byte[] parquet() throws IOException {
        try (InputStream in = BucketFlowsIT.class.getResourceAsStream("/flows/pyarrow-dashes-gzip.log.parquet")) {
            return Objects.requireNonNull(in).readAllBytes();
        }
    }

    /** One of each layout that AWS writes, in turns, and some by nobody's. */
    private static String key(int index, LocalDateTime slot) {
        String day = slot.format(DateTimeFormatter.ofPattern("yyyy/MM/dd"));
        String hive = slot.format(DateTimeFormatter.ofPattern("'year='yyyy'/month='MM'/day='dd"));
        String hour = slot.format(DateTimeFormatter.ofPattern("HH"));
        String account = index % 2 == 0 ? "111122223333" : "444455556666";
        String name = account + "_vpcflowlogs_eu-west-1_fl-0a1b_" + slot.format(NAME) + "_%08x".formatted(index);
        return switch (index % 5) {
            case 0 -> "AWSLogs/" + account + "/vpcflowlogs/eu-west-1/" + day + "/" + name + ".log.gz";
            case 1 -> "team/AWSLogs/" + account + "/vpcflowlogs/eu-west-1/" + day + "/" + hour + "/" + name + ".log.gz";
            case 2 ->
                "hive/AWSLogs/aws-account-id=" + account + "/aws-service=vpcflowlogs/aws-region=eu-west-1/" + hive + "/"
                        + name + ".log.gz";
            case 3 ->
                "hive/AWSLogs/aws-account-id=" + account + "/aws-service=vpcflowlogs/aws-region=eu-west-1/" + hive
                        + "/hour=" + hour + "/" + name + ".log.gz";
            default -> "firehose/" + day + "/" + hour + "/batch-" + index;
        };
    }

    private void fill(int count) throws IOException {
        fill(count, 5);
    }

    private void fill(int count, int minutes) throws IOException {
        for (int index = 0; index < count; index++) {
            LocalDateTime slot = FIRST.plusMinutes((long) minutes * index);
            objects.put(key(index, slot), log(index, slot, index % 5 != 4));
        }
        objects.put("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/20/p.log.parquet", parquet());
        objects.put(
                "AWSLogs/111122223333/CloudTrail/eu-west-1/2026/11/20/trail.json.gz",
                gzip("{}".getBytes(StandardCharsets.UTF_8)));
        put(objects);
    }

    private void put(Map<String, byte[]> some) throws IOException {
        ExecutorService pool = Executors.newFixedThreadPool(4);
        List<CompletableFuture<?>> uploads = some.entrySet().stream()
                .<CompletableFuture<?>>map(
                        one -> CompletableFuture.runAsync(() -> put(one.getKey(), one.getValue()), pool))
                .toList();
        uploads.forEach(CompletableFuture::join);
        pool.shutdown();
        for (Map.Entry<String, byte[]> one : some.entrySet()) {
            Path file = folder.resolve("disk").resolve(one.getKey());
            Files.createDirectories(file.getParent());
            Files.write(file, one.getValue());
        }
    }

    private void put(String key, byte[] content) {
        s3.putObject(request -> request.bucket("logs").key(key), RequestBody.fromBytes(content));
    }

    private Weir.Said observe(String out, String flows, String... words) {
        Weir weir = new Weir(folder);
        String[] typed = {"observe", flows, "--inventory", World.in(weir), "--out", weir.name(out), "--threads", "2"};
        return weir.run(
                Stream.concat(Arrays.stream(typed), Arrays.stream(words)).toArray(String[]::new));
    }

    private Weir.Said observeBucket(String out, String... words) {
        return observeBucket(proxy.endpoint(), out, "s3://logs", words);
    }

    private Weir.Said observeBucket(URI endpoint, String out, String flows, String... words) {
        String[] all = Stream.concat(Stream.of("--endpoint-url", endpoint.toString()), Arrays.stream(words))
                .toArray(String[]::new);
        return observe(out, flows, all);
    }

    private String disk() {
        return folder.resolve("disk").toString();
    }

    private Evidence evidence(String profile) throws IOException {
        return ProfileCodec.decode(Files.readAllBytes(folder.resolve(profile)));
    }

    /** All of a profile but where it is from: a bucket's objects have other names and digests than files. */
    private byte[] learned(String profile) throws IOException {
        return ProfileCodec.encode(evidence(profile).withoutInputs());
    }

    private void sameAsOnDisk(int count) throws IOException {
        fill(count);
        SplittableRandom random = new SplittableRandom(14);
        proxy.making(call -> {
            synchronized (random) {
                int dice = random.nextInt(40);
                return dice == 0 ? Trouble.SLOW_DOWN : dice < 3 ? Trouble.CUT : Trouble.NONE;
            }
        });

        Weir.Said there = observeBucket("bucket.profile");
        int calls = proxy.calls().size();
        Weir.Said here = observe("disk.profile", disk());

        assertThat(there.err())
                .isEqualTo(here.err()
                        .replace("DIR/disk/", "s3://logs/")
                        .replace("/eu-west-1/2026/11/20/trail.json.gz", "/"));
        assertThat(there.exit()).isEqualTo(here.exit());
        assertThat(learned("bucket.profile")).isEqualTo(learned("disk.profile"));
        assertThat(evidence("bucket.profile").inputs()).hasSize(count + 1);
        assertThat(calls).isGreaterThan(count);
        assertThat(proxy.calls()).noneMatch(call -> call.target().contains("CloudTrail"));
        byte[] before = Files.readAllBytes(folder.resolve("bucket.profile"));
        proxy.making(call -> Trouble.NONE);

        Weir.Said again = observeBucket("bucket.profile");

        assertThat(again.err()).contains("skipped %,d files that the profile already holds".formatted(count + 1));
        assertThat(proxy.calls()).isNotEmpty().allMatch(StoreProxy.Call::lists);
        assertThat(Files.readAllBytes(folder.resolve("bucket.profile"))).isEqualTo(before);
    }

    @Test
    void givesWhatTheSameFilesOnDiskGiveAndIsListedAloneTheSecondTime() throws IOException {
        sameAsOnDisk(300);
    }

    @Test
    @Tag("deep")
    void givesItOfThousandsOfObjects() throws IOException {
        sameAsOnDisk(5_000);
    }

    private static String named(int index) {
        return key(index, FIRST.plusMinutes(5L * index));
    }

    @Test
    void namesWhatWentOrChangedBetweenListingAndReadingAndCountsItOnce() throws IOException {
        fill(6);
        objects.remove(named(0));
        objects.put(named(1), log(99, FIRST, true));
        proxy.making(call -> {
            if (call.target().contains("_00000000.log.gz")) {
                s3.deleteObject(request -> request.bucket("logs").key(named(0)));
            } else if (call.target().contains("_00000001.log.gz")) {
                put(named(1), log(99, FIRST, true));
            }
            return Trouble.NONE;
        });

        Weir.Said first = observeBucket("bucket.profile");
        proxy.making(call -> Trouble.NONE);
        Weir.Said second = observeBucket("bucket.profile");
        Files.delete(folder.resolve("disk").resolve(named(0)));
        put(Map.of(named(1), log(99, FIRST, true)));
        observe("disk.profile", disk());

        assertThat(first.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(first.err())
                .contains("s3://logs/" + named(0)
                        + ": `NoSuchKey`: it was deleted after it was listed; help: run it again")
                .contains("s3://logs/" + named(1)
                        + ": `PreconditionFailed`: it was replaced while it was read; help: run it again");
        assertThat(second.err()).contains("skipped 5 files");
        assertThat(learned("bucket.profile")).isEqualTo(learned("disk.profile"));
    }

    @Test
    void refusesAnObjectThatWasReplacedSinceItWasObserved() throws IOException {
        fill(3);
        observeBucket("bucket.profile");
        byte[] before = Files.readAllBytes(folder.resolve("bucket.profile"));
        put(named(1), log(99, FIRST, true));

        Weir.Said again = observeBucket("bucket.profile");

        assertThat(again.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(again.err()).contains("s3://logs/" + named(1) + ": was replaced since it was observed; ");
        assertThat(Files.readAllBytes(folder.resolve("bucket.profile"))).isEqualTo(before);
    }

    @Test
    void knowsCopiesOfWhatItObservedWhereverTheyLie() throws IOException {
        fill(4);
        observe("t.profile", disk());
        byte[] before = Files.readAllBytes(folder.resolve("t.profile"));

        Weir.Said hive = observeBucket(proxy.endpoint(), "t.profile", "s3://logs/hive");
        Weir.Said team = observeBucket(proxy.endpoint(), "t.profile", "arn:aws:s3:::logs/team/");

        assertThat(hive.err()).contains("skipped 2 files that the profile already holds");
        assertThat(team.err()).contains("skipped 1 file that the profile already holds");
        assertThat(Files.readAllBytes(folder.resolve("t.profile"))).isEqualTo(before);
    }

    @Test
    void saysWhatToAllowWhereItIsDenied() throws IOException {
        fill(2);
        proxy.making(call -> call.target().contains("_00000000")
                ? Trouble.DENIED
                : call.target().contains("_00000001") ? Trouble.KMS_DENIED : Trouble.NONE);

        Weir.Said objects = observeBucket("bucket.profile");
        proxy.making(call -> Trouble.DENIED);
        Weir.Said listing = observeBucket("bucket.profile");
        Weir.Said nowhere = observeBucket(moto.endpoint(), "bucket.profile", "s3://nowhere/a/");

        assertThat(objects.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(objects.err())
                .contains("allow `s3:GetObject` on `arn:aws:s3:::logs/*`, see `weir iam observe`")
                .contains("allow `kms:Decrypt` on the key");
        assertThat(listing.err())
                .contains("s3://logs/: cannot be listed: `AccessDenied`: the credentials may not make this call;"
                        + " help: allow `s3:ListBucket` on `arn:aws:s3:::logs`")
                .contains("`--request-payer requester`");
        assertThat(nowhere.err())
                .contains("s3://nowhere/a/: cannot be listed: `NoSuchBucket`: there is no such bucket");
        assertThat(evidence("bucket.profile").inputs()).hasSize(1);
    }

    @Test
    void listsNoFolderOutsideOfThePeriodAndTheAccountsThatAreAskedFor() throws IOException {
        fill(30, 145);
        String[] asked = {"--from", "2026-11-21", "--to", "2026-11-21", "--account", "111122223333"};

        Weir.Said there = observeBucket("bucket.profile", asked);
        Weir.Said here = observe("disk.profile", disk(), asked);

        assertThat(there.exit()).isEqualTo(here.exit());
        assertThat(learned("bucket.profile")).isEqualTo(learned("disk.profile"));
        assertThat(proxy.calls().stream().filter(StoreProxy.Call::lists))
                .isNotEmpty()
                .noneMatch(call -> call.target().contains("444455556666%2Fvpcflowlogs"))
                .noneMatch(call ->
                        call.target().contains("11%2F20%2F&") && call.target().contains("vpcflowlogs"))
                .noneMatch(call -> call.target().contains("day%3D22"));
    }

    @Test
    void takesOneObjectByItsNameAndSaysWhereThereIsNone() throws IOException {
        fill(2);

        Weir.Said one = observeBucket(proxy.endpoint(), "one.profile", "s3://logs/" + named(0));
        Weir.Said none = observeBucket(proxy.endpoint(), "none.profile", "s3://logs/AWSLogs/11");

        assertThat(one.err()).isEmpty();
        assertThat(one.exit()).isZero();
        assertThat(evidence("one.profile").inputs()).hasSize(1);
        assertThat(none.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(none.err()).contains("s3://logs/AWSLogs/11: holds no object; help: ");
    }

    @Test
    void readsKeysOfAnyLetters() throws IOException {
        List<String> keys = List.of(
                "odd/a b+c%20d.log",
                "odd//twice.log", "odd/\u00e4\u20ac\ud83d\ude00~*'(!).log", "odd/year=2026&x=?#;,@:.log", "odd/ .log");
        for (String key : keys) {
            put(key, log(keys.indexOf(key), FIRST, false));
        }

        Weir.Said said = observeBucket(proxy.endpoint(), "odd.profile", "s3://logs/odd/");

        assertThat(said.err()).isEmpty();
        assertThat(evidence("odd.profile").inputs())
                .extracting(ObservedInput::name)
                .containsExactlyInAnyOrderElementsOf(
                        keys.stream().map(key -> "s3://logs/" + key).toList());
    }

    /** The command as a process, with nothing of this machine's AWS settings. */
    private String inProcess(Map<String, String> environment, String out) throws IOException {
        ProcessBuilder builder = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName(),
                "observe",
                "s3://logs/team",
                "--inventory",
                World.in(new Weir(folder)),
                "--out",
                folder.resolve(out).toString());
        builder.environment().keySet().removeIf(name -> name.startsWith("AWS_"));
        builder.environment().putAll(environment);
        Process process = builder.redirectErrorStream(true).start();
        return new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }

    @Test
    void asksTheEndpointThatTheEnvironmentOrTheProfileNamesAsTheAwsCliDoes() throws IOException {
        fill(2);
        Path config = Files.writeString(folder.resolve("config"), """
                [profile other]
                region = eu-west-1
                endpoint_url = http://127.0.0.1:1
                services = mine
                [services mine]
                s3 =
                  endpoint_url = %s
                """.formatted(moto.endpoint()));
        Map<String, String> base = Map.of(
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_CONFIG_FILE", config.toString(),
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null",
                "AWS_EC2_METADATA_DISABLED", "true");
        Map<String, Map<String, String>> ways = Map.of(
                "s3",
                        Map.of(
                                "AWS_ENDPOINT_URL_S3",
                                moto.endpoint().toString(),
                                "AWS_ENDPOINT_URL",
                                "http://127.0.0.1:1"),
                "services", Map.of("AWS_PROFILE", "other"));

        for (Map.Entry<String, Map<String, String>> way : ways.entrySet()) {
            Map<String, String> environment = new TreeMap<>(base);
            environment.putAll(way.getValue());

            String said = inProcess(environment, way.getKey() + ".profile");

            assertThat(said).as(way.getKey()).contains("40 records of 1 file");
        }
    }
}
