package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.aws.AwsOptions;
import dev.weir.aws.S3Profile;
import dev.weir.codec.ProfileCodec;
import dev.weir.files.FlowFiles;
import dev.weir.files.ProfileFile;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.operation.FlowEvidence;
import dev.weir.operation.ObserveOperation;
import dev.weir.operation.OperationListener;
import dev.weir.operation.ProfileStore;
import dev.weir.peer.MotoServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.s3.S3Client;
import software.amazon.awssdk.services.s3.model.S3Object;

/** Kills observing processes at random moments: what they had kept is gone on from, to the bytes of one undisturbed run. */
class KilledObserveIT {

    private static final int FILES = 400;

    @TempDir
    Path folder = Path.of("");

    /** Observes a folder into a profile, keeping what it learned all the time; tells each file that it has read. */
    static final class Observer {

        public static void main(String[] folders) throws IOException {
            ProfileStore out = store(folders[1]);
            FlowSelection all = FlowSelection.ALL;
            List<ProfileStore> profiles = out.exists() ? List.of(out) : List.of();
            FlowEvidence flows = new FlowEvidence(
                    profiles,
                    new FlowFiles(List.of(Path.of(folders[0])), all),
                    FlowContent.andText(List.of(), List.of()),
                    all,
                    2);
            OperationListener told = new OperationListener() {
                @Override
                public synchronized void flowObjectRead(FlowReading reading) {
                    System.out.println("read " + reading.object());
                }

                @Override
                public void goesOn(int count) {
                    System.out.println("goes on " + count);
                }
            };
            new ObserveOperation(told).run(new ObserveOperation.Request(flows, List.of(), Set.of()), out);
            System.out.println("done");
        }

        /** A file; or an object, where a word says so, at the endpoint that another one names. */
        private static ProfileStore store(String word) {
            Duration often = Duration.ofMillis(20);
            if (!word.startsWith("s3://")) {
                return new ProfileFile(Path.of(word), often);
            }
            URI endpoint = URI.create(System.getProperty("weir.endpoint"));
            AwsOptions options = new AwsOptions(
                    Optional.empty(), List.of(), Optional.of(endpoint), AwsOptions.WantedLists.REFERENCED);
            return new S3Profile(options, word, often);
        }
    }

    private Path flows(int files) throws IOException {
        SplittableRandom random = new SplittableRandom(5);
        Path flows = Files.createDirectory(folder.resolve("flows"));
        for (int file = 0; file < files; file++) {
            StringBuilder lines = new StringBuilder();
            for (int line = 0; line < 200; line++) {
                long start = 1_795_154_400L + 300L * file + random.nextInt(200);
                lines.append("2 111122223333 eni-%d 10.0.0.%d 198.51.100.%d %d 443 6 3 180 %d %d ACCEPT OK\n"
                        .formatted(
                                random.nextInt(9),
                                random.nextInt(9),
                                random.nextInt(250),
                                30_000 + random.nextInt(30_000),
                                start,
                                start + 60));
            }
            Files.writeString(flows.resolve("%04d.log".formatted(file)), lines);
        }
        return flows;
    }

    /** Runs until it has said so many lines, then kills it; what it said. */
    private static List<String> observed(Path flows, Object profile, int lines, String... options) throws IOException {
        List<String> command = new ArrayList<>(
                List.of(Path.of(System.getProperty("java.home"), "bin", "java").toString(), "-XX:+UseSerialGC"));
        command.addAll(List.of(options));
        command.addAll(List.of(
                "-cp",
                System.getProperty("java.class.path"),
                Observer.class.getName(),
                flows.toString(),
                profile.toString()));
        Process process = new ProcessBuilder(command)
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader said = process.inputReader()) {
            List<String> heard = said.lines().limit(lines).toList();
            process.destroyForcibly().waitFor();
            return heard;
        } catch (UncheckedIOException | InterruptedException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private void killed(int times) throws IOException {
        Path flows = flows(FILES);
        Path undisturbed = folder.resolve("undisturbed.profile");
        Path profile = folder.resolve("t.profile");
        assertThat(observed(flows, undisturbed, Integer.MAX_VALUE))
                .contains("done")
                .hasSize(FILES + 1);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        int goneOn = 0;
        for (int time = 0; time < times; time++) {
            List<String> said = observed(flows, profile, 1 + random.nextInt(FILES / times + 20));
            goneOn += said.get(0).startsWith("goes on") ? 1 : 0;
            assertThat(profile).doesNotExist();
        }

        List<String> last = observed(flows, profile, Integer.MAX_VALUE);

        assertThat(last).as("seed %d", seed).contains("done");
        assertThat(goneOn).as("seed %d", seed).isPositive();
        assertThat(last.size()).as("seed %d", seed).isLessThan(FILES);
        assertThat(Files.readAllBytes(profile)).as("seed %d", seed).isEqualTo(Files.readAllBytes(undisturbed));
        assertThat(ProfileCodec.decode(Files.readAllBytes(profile)).inputs()).hasSize(FILES);
        assertThat(folder.resolve("t.profile.unfinished")).doesNotExist();
    }

    /** The same with the profile in a bucket. */
    private void killedInBucket(int files, int times) throws IOException {
        URI endpoint = MotoServer.fresh().endpoint();
        String[] options = {
            "-Dweir.endpoint=" + endpoint,
            "-Daws.accessKeyId=AKIAIOSFODNN7EXAMPLE",
            "-Daws.secretAccessKey=secret",
            "-Daws.disableEc2Metadata=true"
        };
        Path flows = flows(files);
        Path undisturbed = folder.resolve("undisturbed.profile");
        observed(flows, undisturbed, Integer.MAX_VALUE);
        long seed = System.nanoTime();
        SplittableRandom random = new SplittableRandom(seed);
        try (S3Client s3 = S3Client.builder()
                .endpointOverride(endpoint)
                .region(Region.US_EAST_1)
                .forcePathStyle(true)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build()) {
            s3.createBucket(request -> request.bucket("kept"));
            for (int time = 0; time < times; time++) {
                int more = time == 0 ? files / 3 + random.nextInt(files / 6) : 1 + random.nextInt(files / (6 * times));
                observed(flows, "s3://kept/t.profile", more, options);
                assertThat(keys(s3)).as("seed %d", seed).containsExactly("t.profile.unfinished");
            }

            List<String> last = observed(flows, "s3://kept/t.profile", Integer.MAX_VALUE, options);

            assertThat(last)
                    .as("seed %d", seed)
                    .contains("done")
                    .first()
                    .asString()
                    .startsWith("goes on ");
            assertThat(last.size()).as("seed %d", seed).isLessThan(files);
            assertThat(keys(s3)).containsExactly("t.profile");
            assertThat(s3.getObjectAsBytes(request -> request.bucket("kept").key("t.profile"))
                            .asByteArray())
                    .as("seed %d", seed)
                    .isEqualTo(Files.readAllBytes(undisturbed));
        }
    }

    private static List<String> keys(S3Client s3) {
        return s3.listObjectsV2(request -> request.bucket("kept")).contents().stream()
                .map(S3Object::key)
                .toList();
    }

    @Test
    void goesOnFromWhatItKeptInABucket() throws IOException {
        killedInBucket(60, 1);
    }

    @Test
    @Tag("deep")
    void goesOnFromWhatItKeptInABucketWhenItIsKilledTenTimes() throws IOException {
        killedInBucket(4 * FILES, 10);
    }

    @Test
    void goesOnToTheSameBytesWhenItIsKilled() throws IOException {
        killed(3);
    }

    @Test
    @Tag("deep")
    void goesOnToTheSameBytesWhenItIsKilledTenTimes() throws IOException {
        killed(10);
    }
}
