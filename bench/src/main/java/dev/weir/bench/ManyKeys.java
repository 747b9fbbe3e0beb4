package dev.weir.bench;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowObject;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.zip.GZIPOutputStream;

/**
 * The shipped {@code weir observe} of a bucket of a million keys in 256 MB: once with nothing known, which reads every object, and once
 * more with a profile that knows them all, which makes only list calls.
 *
 * <p>Run from the root of the repository. Arguments: how many keys (1,000,000), how many of them the profile does not know (0; as many as
 * there are keys for a first run), JVM options ({@code -Xmx256m}).
 */
public final class ManyKeys {

    private static final String LINES = """
            2 111122223333 eni-0a1b 10.0.0.1 198.51.100.7 40000 443 6 3 180 1577836800 1577836860 ACCEPT OK
            2 111122223333 eni-0a1b 198.51.100.7 10.0.0.1 443 40000 6 3 180 1577836800 1577836860 ACCEPT OK
            """;

    private ManyKeys() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int keys = arguments.length > 0 ? Integer.parseInt(arguments[0]) : 1_000_000;
        int fresh = arguments.length > 1 ? Integer.parseInt(arguments[1]) : 0;
        String options = arguments.length > 2 ? arguments[2] : "-Xmx256m";
        Path folder = Files.createTempDirectory("weir-many");
        Path flows = Files.createDirectory(folder.resolve("flows"));
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(flows.resolve("one.log.gz")))) {
            out.write(LINES.getBytes(StandardCharsets.US_ASCII));
        }
        Path inventory = Files.writeString(folder.resolve("inventory.json"), "{\"SecurityGroups\":[]}");
        Path profile = folder.resolve("out.profile");
        known(profile, keys - fresh, Files.size(flows.resolve("one.log.gz")));
        try (StaticBucket bucket = new StaticBucket(flows, keys, 0)) {
            List<String> command = new ArrayList<>(List.of("./weir", "observe", "s3://flow-logs"));
            command.addAll(List.of("--endpoint-url", bucket.endpoint().toString()));
            command.addAll(List.of("--inventory", inventory.toString(), "--out", profile.toString()));
            ProcessBuilder builder = new ProcessBuilder(command).inheritIO();
            builder.environment()
                    .putAll(Map.of(
                            "WEIR_JAVA",
                                    Path.of(System.getProperty("java.home"), "bin", "java")
                                            .toString(),
                            "WEIR_JAVA_OPTS", options,
                            "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                            "AWS_SECRET_ACCESS_KEY", "secret",
                            "AWS_REGION", "us-east-1"));
            long start = System.nanoTime();
            int status = builder.start().waitFor();
            System.out.printf(
                    "%,d keys, %,d new: ended with %d after %.1f s and %,d calls%n",
                    keys, fresh, status, (System.nanoTime() - start) / 1e9, bucket.calls());
        }
    }

    private static void known(Path profile, int count, long size) throws IOException {
        ProfileBuilder builder = new ProfileBuilder(Evidence.empty());
        for (int index = 0; index < count; index++) {
            String name = "s3://flow-logs/" + StaticBucket.key(index);
            String digest = FlowObject.digestOf(name, StaticBucket.etag(index), size);
            builder.observed(new ObservedInput(digest, name, 2, 0, Optional.empty()));
        }
        if (count > 0) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(profile))) {
                ProfileCodec.write(builder.evidence(), out);
            }
        }
    }
}
