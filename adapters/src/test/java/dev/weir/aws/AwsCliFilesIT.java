package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.Formats;
import dev.weir.files.InventoryFiles;
import dev.weir.peer.AwsCli;
import dev.weir.peer.MotoServer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the real AWS CLI writes into files is judged as the account itself is. */
class AwsCliFilesIT {
    private static final String REGION = "eu-west-1";
    private static MotoServer moto;
    private static LiveWorld world;

    private static String groups;

    @BeforeAll
    static void start() {
        moto = MotoServer.fresh();
        world = LiveWorld.make(moto.endpoint(), REGION);
        groups = new AwsCli(moto.endpoint(), REGION).ok("ec2", "describe-security-groups");
    }

    @Test
    void theAwsClisFilesGiveTheFindingsOfTheLiveAccount(@TempDir Path folder) throws IOException {
        Path region = Files.createDirectories(folder.resolve(MotoServer.ACCOUNT).resolve(REGION));
        AwsCli aws = new AwsCli(moto.endpoint(), REGION);
        Files.writeString(region.resolve("describe-security-groups.json"), groups);
        for (String call : List.of(
                "describe-network-interfaces",
                "describe-managed-prefix-lists",
                "describe-route-tables",
                "describe-subnets",
                "describe-vpcs")) {
            Files.writeString(region.resolve(call + ".json"), aws.ok("ec2", call));
        }
        String s3 = aws.ok(
                "ec2",
                "describe-managed-prefix-lists",
                "--filters",
                "Name=prefix-list-name,Values=com.amazonaws." + REGION + ".s3",
                "--query",
                "PrefixLists[0].PrefixListId",
                "--output",
                "text");
        for (String list : List.of(world.id("pl-partners"), s3)) {
            Files.writeString(
                    region.resolve("entries-" + list + ".json"),
                    aws.ok("ec2", "get-managed-prefix-list-entries", "--prefix-list-id", list));
        }

        Judged files = Judged.of(InventoryFiles.of(List.of(folder), Formats.ALL));
        Judged live = Judged.of(PeerAccount.live(moto.endpoint(), REGION));

        assertThat(files.problems()).isEmpty();
        assertThat(files.summary().complete()).isTrue();
        assertThat(files.withoutRuleIds()).isEqualTo(live.withoutRuleIds()).isNotEmpty();
        assertThat(files.details(world)).isEqualTo(live.details(world));
    }

    @Test
    void theRulesCallAloneGivesTheSameVerdictsAndTheIdsOfTheRules(@TempDir Path folder) throws IOException {
        Path region = Files.createDirectories(folder.resolve(MotoServer.ACCOUNT).resolve(REGION));
        AwsCli aws = new AwsCli(moto.endpoint(), REGION);
        Files.writeString(region.resolve("describe-security-groups.json"), groups);
        Files.writeString(region.resolve("rules.json"), aws.ok("ec2", "describe-security-group-rules"));

        Judged files = Judged.of(InventoryFiles.of(List.of(folder), Formats.ALL));
        Judged live = Judged.of(PeerAccount.live(moto.endpoint(), REGION));

        assertThat(ids(files)).isEqualTo(ids(live)).isNotEmpty();
    }

    private static List<String> ids(Judged judged) {
        return judged.findings().stream()
                .filter(finding -> !finding.subject().type().equals("network-interface"))
                .filter(finding -> !finding.subject().id().equals(world.id("listed")))
                .flatMap(finding -> finding.opening().rules().stream())
                .flatMap(rule -> rule.id().stream())
                .sorted()
                .toList();
    }
}
