package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever happens to a file, reading it ends, and an open group does not turn into a clean and complete result. */
class MutationTest {

    private static final String GROUPS = """
            {"SecurityGroups": [
              {"GroupId": "sg-1", "GroupName": "a \\"b\\" \\u00e9", "OwnerId": "111122223333", "VpcId": "vpc-1",
               "IpPermissions": [{"IpProtocol": "tcp", "FromPort": 22, "ToPort": 22, "IpRanges": [{"CidrIp": "10.0.0.0/8"}]}],
               "IpPermissionsEgress": [{"IpProtocol": "-1", "IpRanges": [{"CidrIp": "0.0.0.0/0", "Description": "all"}],
                 "Ipv6Ranges": [{"CidrIpv6": "::/0"}], "PrefixListIds": [], "UserIdGroupPairs": []}],
               "Tags": [{"Key": "Name", "Value": "x"}]},
              {"GroupId": "sg-2", "IpPermissions": [], "IpPermissionsEgress": [{"IpProtocol": "-1", "PrefixListIds":
                 [{"PrefixListId": "pl-1"}]}]}]}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void cuttingNeverCleans() throws IOException {
        byte[] bytes = GROUPS.strip().getBytes(StandardCharsets.UTF_8);
        for (int length = 0; length < bytes.length; length += 3) {
            Judged judged = judge(Arrays.copyOf(bytes, length));

            assertThat(judged.summary().complete())
                    .as("the first %d bytes", length)
                    .isFalse();
        }
    }

    @Test
    void breakingTheSyntaxNeverThrows() throws IOException {
        byte[] groups = GROUPS.getBytes(StandardCharsets.UTF_8);
        Path snapshot = folder.resolve("s.json");
        SnapshotFile.at(snapshot).keep(InventoryFiles.of(List.of(file(groups)), Formats.ALL), Instant.EPOCH);
        for (byte[] valid : List.of(groups, Files.readAllBytes(snapshot))) {
            for (long seed = 1; seed <= 500; seed++) {
                byte[] mutated = mutated(valid, new SplittableRandom(seed));
                Judged judged = judge(mutated);

                if (judged.findings().isEmpty()) {
                    assertThat(judged.summary().complete()).as("seed %d", seed).isFalse();
                }
            }
        }
    }

    /** Structure broken by one character: brackets, quotes, commas and colons, where no text can lose its meaning unseen. */
    @Test
    void droppingOneStructuralCharacterNeverCleans() throws IOException {
        for (int at = 0; at < GROUPS.strip().length(); at++) {
            if ("{}[]:,\"".indexOf(GROUPS.charAt(at)) < 0) {
                continue;
            }
            Judged judged = judge(
                    (GROUPS.substring(0, at) + GROUPS.substring(at + 1)).strip().getBytes(StandardCharsets.UTF_8));

            assertThat(judged.isCleanAndComplete())
                    .as("without character %d", at)
                    .isFalse();
        }
    }

    private static byte[] mutated(byte[] valid, SplittableRandom random) {
        byte[] bytes = valid.clone();
        switch (random.nextInt(4)) {
            case 0 -> bytes = Arrays.copyOf(bytes, random.nextInt(bytes.length));
            case 1 -> {
                for (int flips = 1 + random.nextInt(4); flips > 0; flips--) {
                    bytes[random.nextInt(bytes.length)] ^= (byte) (1 << random.nextInt(8));
                }
            }
            case 2 -> {
                int from = random.nextInt(bytes.length);
                int length = random.nextInt(Math.min(60, bytes.length - from));
                int to = random.nextInt(bytes.length - length);
                System.arraycopy(valid, from, bytes, to, length);
            }
            default -> {
                for (int at = random.nextInt(bytes.length), end = Math.min(bytes.length, at + 20); at < end; at++) {
                    bytes[at] = (byte) random.nextInt(256);
                }
            }
        }
        return bytes;
    }

    private Path file(byte[] content) throws IOException {
        return Files.write(folder.resolve("groups.json"), content);
    }

    private Judged judge(byte[] content) throws IOException {
        return Judged.of(file(content));
    }
}
