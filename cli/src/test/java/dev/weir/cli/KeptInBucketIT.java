package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.peer.MotoServer;
import dev.weir.peer.StoreProxy;
import dev.weir.peer.StoreProxy.Trouble;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.core.ResponseBytes;
import software.amazon.awssdk.core.sync.RequestBody;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.GetObjectResponse;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** Inventories, snapshots and profiles in S3 are what they are on disk. */
class KeptInBucketIT {

    private static final Map<String, String> CREDENTIALS = Map.of(
            "aws.accessKeyId",
            "AKIAIOSFODNN7EXAMPLE",
            "aws.secretAccessKey",
            "secret",
            "aws.disableEc2Metadata",
            "true");
    private static final Path ACME = Path.of(System.getProperty("weir.root", ".."), "examples/acme")
            .toAbsolutePath()
            .normalize();

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

    @BeforeAll
    static void signIn() {
        CREDENTIALS.forEach(System::setProperty);
    }

    @AfterAll
    static void signOut() {
        CREDENTIALS.keySet().forEach(System::clearProperty);
    }

    @BeforeEach
    void fill() throws IOException {
        s3.createBucket(request -> request.bucket("kept"));
        try (Stream<Path> files = Files.walk(ACME)) {
            for (Path file : files.filter(Files::isRegularFile)
                    .filter(file -> file.toString().endsWith(".json"))
                    .toList()) {
                String key = "acme/" + ACME.relativize(file);
                s3.putObject(request -> request.bucket("kept").key(key), RequestBody.fromFile(file));
            }
        }
        s3.putObject(request -> request.bucket("kept").key("acme/notes.txt"), RequestBody.fromString("no inventory"));
    }

    @AfterEach
    void close() {
        proxy.close();
        s3.close();
    }

    private Weir.Said weir(String... words) {
        List<String> all = new ArrayList<>(List.of(words));
        all.addAll(List.of("--endpoint-url", proxy.endpoint().toString()));
        return new Weir(folder).run(all.toArray(String[]::new));
    }

    private byte[] object(String key) {
        ResponseBytes<GetObjectResponse> bytes =
                s3.getObjectAsBytes(request -> request.bucket("kept").key(key));
        return bytes.asByteArray();
    }

    private String local(String name) {
        return folder.resolve(name).toString();
    }

    /** What a scan found, wherever it read it. */
    private static String found(Weir.Said said) {
        JsonNode json = JsonMapper.shared().readTree(said.out());
        return json.get("complete") + " " + json.get("summary")
                + json.get("findings").toString().replaceAll("\"(file|line|column)\":[^,}]*,?", "");
    }

    @Test
    void aFolderOfAnswersInABucketIsJudgedAsTheSameFolderOnDisk() {
        Weir.Said disk = new Weir(folder).run("scan", ACME.toString(), "--format", "json");
        Weir.Said bucket = weir("scan", "s3://kept/acme", "--format", "json");

        assertThat(found(bucket)).isEqualTo(found(disk));
        assertThat(bucket.exit()).isEqualTo(disk.exit());
        assertThat(bucket.out()).contains("s3://kept/acme/111122223333/eu-west-1/describe-security-groups.json");
    }

    @Test
    void aSnapshotIsKeptThereAndReadFromThere() {
        Weir.Said kept = weir("snapshot", "s3://kept/acme", "--out", "s3://kept/snapshots/acme.json.gz");
        new Weir(folder).run("snapshot", ACME.toString(), "--out", local("acme.json.gz"));

        assertThat(kept.out()).startsWith("s3://kept/snapshots/acme.json.gz: 41 security groups");
        Weir.Said disk = new Weir(folder).run("scan", local("acme.json.gz"), "--format", "json");
        assertThat(found(weir("scan", "s3://kept/snapshots/acme.json.gz", "--format", "json")))
                .isEqualTo(found(disk));
        assertThat(weir("snapshot", "s3://kept/acme", "--out", "s3://kept/snapshots/acme.json.gz")
                        .exit())
                .as("it replaces its own")
                .isEqualTo(kept.exit());
    }

    @Test
    void aProfileThereIsByteForByteTheOneOnDiskAndGrowsThere() {
        String flows = ACME.resolve("flows").toString();
        new Weir(folder).run("observe", flows, "--inventory", ACME.toString(), "--out", local("acme.profile"));

        Weir.Said first = weir("observe", flows, "--inventory", "s3://kept/acme", "--out", "s3://kept/acme.profile");
        Weir.Said again = weir("observe", flows, "--inventory", "s3://kept/acme", "--out", "s3://kept/acme.profile");
        Weir.Said scan = weir("scan", "s3://kept/acme", "--traffic", "s3://kept/acme.profile");
        Weir.Said plan = weir(
                "plan",
                "sg-0a1b2c3d",
                "--inventory",
                "s3://kept/acme",
                "--traffic",
                "s3://kept/acme.profile",
                "--out",
                local("plan.json"));

        assertThat(first.exit()).as(first.err()).isZero();
        assertThat(again.err()).contains("skipped 90 files");
        try {
            assertThat(object("acme.profile")).isEqualTo(Files.readAllBytes(folder.resolve("acme.profile")));
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        assertThat(scan.out()
                        .replaceAll(" --endpoint-url \\S+", "")
                        .replaceAll("as of .* UTC; AWS was called to read, not to change", "as of …"))
                .isEqualTo(new Weir(folder)
                        .run("scan", ACME.toString(), "--traffic", local("acme.profile"))
                        .out()
                        .replace(ACME.toString(), "s3://kept/acme")
                        .replace("DIR/", "s3://kept/")
                        .replaceAll("as of .* UTC; no AWS call was made", "as of …"));
        assertThat(plan.out()).contains("closes all-ports");
    }

    @Test
    void whatSomebodyElseWroteMeanwhileIsNotReplaced() {
        AtomicBoolean done = new AtomicBoolean();
        proxy.making(call -> {
            if (call.method().equals("PUT") && !done.getAndSet(true)) {
                s3.putObject(
                        request -> request.bucket("kept").key("mine.json"), RequestBody.fromString("somebody else's"));
            }
            return Trouble.NONE;
        });

        Weir.Said said = weir("snapshot", ACME.toString(), "--out", "s3://kept/mine.json");

        assertThat(said.err())
                .contains("`s3://kept/mine.json`: somebody else wrote it meanwhile, and it was left as it is");
        assertThat(said.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(object("mine.json")).asString().isEqualTo("somebody else's");
    }

    @Test
    void whatIsDeniedIsOneSentence() {
        proxy.making(call -> call.method().equals("PUT") ? Trouble.DENIED : Trouble.NONE);

        Weir.Said put = weir("snapshot", ACME.toString(), "--out", "s3://kept/mine.json");
        Weir.Said nothing = weir("scan", "s3://nobodys/acme.json");
        Weir.Said missing = weir("scan", ACME.toString(), "--traffic", "s3://kept/none.profile");

        assertThat(put.err())
                .startsWith("weir: `s3://kept/mine.json`: it could not be written: ")
                .contains("allow `s3:PutObject` on `arn:aws:s3:::kept/*`");
        assertThat(put.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(nothing.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(nothing.out()).contains("there is no such bucket");
        assertThat(missing.err()).contains("`s3://kept/none.profile`: there is no such object");
        assertThat(weir("scan", "s3://kept/acme", ACME.toString()).exit()).isEqualTo(ExitCode.USAGE);
        Weir.Said plan = weir(
                "plan",
                "sg-0a1b2c3d",
                "--inventory",
                "s3://kept/acme",
                "--allow",
                "tcp:443:203.0.113.0/28",
                "--out",
                "s3://kept/p.json");
        assertThat(plan.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(plan.err())
                .contains("`--out s3://kept/p.json`: a plan goes to a file or folder on disk")
                .contains("then `aws s3 cp plan.json s3://kept/p.json`");
        Weir.Said trend = new Weir(folder).run("trend", "s3://kept/series");
        assertThat(trend.exit()).isEqualTo(ExitCode.USAGE);
        assertThat(trend.err()).contains("is in S3, and a file or folder is expected here; help: ");
    }

    @Test
    void aSeriesOfSnapshotsGrowsThereAndNothingInItIsReplaced() {
        Weir.Said first = weir("snapshot", ACME.toString(), "--append", "s3://kept/series");
        Weir.Said second = weir("snapshot", "s3://kept/acme", "--append", "s3://kept/series/");

        assertThat(first.out()).matches("(?s)s3://kept/series/snapshot-[0-9T]{15}Z\\.json\\.gz: 41 security groups.*");
        assertThat(second.out())
                .matches("(?s)s3://kept/series/snapshot-[0-9T]{15}Z-2\\.json\\.gz: 41 security groups.*");
        assertThat(s3.listObjectsV2(request -> request.bucket("kept").prefix("series/"))
                        .contents())
                .hasSize(2);
        assertThat(weir("explain", "sg-0a1b2c3d", "--inventory", "s3://kept/series")
                        .exit())
                .isZero();
    }

    @Test
    void whatOpenedBetweenTwoSnapshotsThereIsWhatOpenedBetweenTheSameOnDisk() {
        Weir disk = new Weir(folder);
        String before = disk.file(
                "before.json",
                World.file(World.group("sg-0a000002", "opens", World.rule("tcp", "5432", "10.0.0.0/8"))));
        String after = disk.file(
                "after.json", World.file(World.group("sg-0a000002", "opens", World.rule("-1", "", "0.0.0.0/0"))));
        for (String name : List.of("before.json", "after.json")) {
            s3.putObject(request -> request.bucket("kept").key(name), RequestBody.fromFile(folder.resolve(name)));
        }

        Weir.Said bucket = weir("diff", "s3://kept/before.json", "s3://kept/after.json");
        Weir.Said mixed = weir("diff", before, "s3://kept/after.json");
        Weir.Said local = disk.run("diff", before, after);
        Weir.Said none = weir("diff", "s3://kept/before.json", "s3://kept/none.json");
        Weir.Said offline = disk.run("diff", before, after, "--profile", "audit");

        assertThat(local.out()).contains("sg-0a000002");
        assertThat(bucket.out()).isEqualTo(local.out().replace("DIR/", "s3://kept/"));
        assertThat(mixed.out()).isEqualTo(local.out().replace("DIR/after", "s3://kept/after"));
        assertThat(List.of(bucket.exit(), mixed.exit())).containsOnly(local.exit());
        assertThat(none.exit()).isEqualTo(ExitCode.INCOMPLETE);
        assertThat(offline.err()).contains("`--profile` is for the live account");
    }

    @Test
    void aWriteOfWhichOnlyTheAnswerIsLostIsNoOneElses() {
        AtomicBoolean done = new AtomicBoolean();
        proxy.making(call -> call.method().equals("PUT") && !done.getAndSet(true) ? Trouble.LOST : Trouble.NONE);

        Weir.Said said = weir("snapshot", ACME.toString(), "--out", "s3://kept/mine.json");

        assertThat(said.exit()).as(said.err()).isZero();
        assertThat(proxy.calls().stream().filter(call -> call.method().equals("PUT")))
                .hasSize(2);
    }
}
