package dev.weir.spark;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.zip.GZIPOutputStream;

/** Days of flow logs by seed, where AWS puts them in both of its layouts, as gzip and as plain text. */
final class FlowDays {

    private static final String HEADER =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets"
                    + " bytes start end action log-status vpc-id tcp-flags pkt-srcaddr pkt-dstaddr region flow-direction";

    private final Path root;
    private final int lines;

    FlowDays(Path root, int lines) {
        this.root = root;
        this.lines = lines;
    }

    /** A day of October 2026 of two accounts: one of them in the plain layout, one in Hive's. */
    FlowDays day(int day) throws IOException {
        for (int hour = 0; hour < 24; hour += 8) {
            Path plain = root.resolve("AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/10/%02d".formatted(day));
            file(plain, "111122223333", "eu-west-1", day, hour);
            Path hive =
                    root.resolve(("AWSLogs/aws-account-id=444455556666/aws-service=vpcflowlogs/aws-region=us-east-1/"
                                    + "year=2026/month=10/day=%02d/hour=%02d")
                            .formatted(day, hour));
            file(hive, "444455556666", "us-east-1", day, hour);
        }
        return this;
    }

    private void file(Path folder, String account, String region, int day, int hour) throws IOException {
        SplittableRandom random = new SplittableRandom(day * 100L + hour);
        StringBuilder text = new StringBuilder(HEADER).append('\n');
        long begin =
                Instant.parse("2026-10-%02dT%02d:00:00Z".formatted(day, hour)).getEpochSecond();
        for (int line = 0; line < lines; line++) {
            boolean egress = random.nextInt(3) > 0;
            String own = "10.0.0." + random.nextInt(9);
            String peer = "198.51.100." + random.nextInt(250);
            long start = begin + random.nextInt(280);
            text.append("5 %s eni-%d %s %s %d %d 6 3 %d %d %d %s OK vpc-1 %d %s %s %s %s\n"
                    .formatted(
                            account,
                            random.nextInt(9),
                            egress ? own : peer,
                            egress ? peer : own,
                            egress ? 30_000 + random.nextInt(30_000) : 443,
                            egress ? 443 : 30_000 + random.nextInt(30_000),
                            100 + random.nextInt(9_000),
                            start,
                            start + random.nextInt(20),
                            random.nextInt(9) > 0 ? "ACCEPT" : "REJECT",
                            egress ? 2 : 18,
                            egress ? own : peer,
                            egress ? peer : own,
                            region,
                            egress ? "egress" : "ingress"));
        }
        Files.createDirectories(folder);
        String name = "%s_vpcflowlogs_%s_fl-0a1b2c3d4e5f60718_202610%02dT%02d00Z_%08x.log"
                .formatted(account, region, day, hour, random.nextInt());
        byte[] bytes = text.toString().getBytes(StandardCharsets.US_ASCII);
        if (hour == 8) {
            Files.write(folder.resolve(name), bytes);
            return;
        }
        try (OutputStream out = new GZIPOutputStream(Files.newOutputStream(folder.resolve(name + ".gz")))) {
            out.write(bytes);
        }
    }
}
