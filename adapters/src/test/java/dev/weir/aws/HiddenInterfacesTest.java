package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.fake.FakeEc2;
import dev.weir.files.Formats;
import dev.weir.files.InventoryFiles;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.finding.Severity;
import dev.weir.inventory.InventorySource;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Scope;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Interfaces that services manage, which EC2 leaves out of DescribeNetworkInterfaces unless it is asked for them. */
class HiddenInterfacesTest {

    private static final Scope DUBLIN = Scope.of(FakeEc2.ACCOUNT, "eu-west-1");
    private static final String GROUPS = """
            {"SecurityGroups":[{"GroupId":"sg-0a1","GroupName":"fn","OwnerId":"111122223333","VpcId":"vpc-1",
             "SecurityGroupArn":"arn:aws:ec2:eu-west-1:111122223333:security-group/sg-0a1","IpPermissions":[],
             "IpPermissionsEgress":[{"IpProtocol":"-1","IpRanges":[{"CidrIp":"0.0.0.0/0"}]}]}]}
            """;

    @TempDir
    Path folder = Path.of("");

    @Test
    void theLiveAccountIsAskedForThem() {
        try (FakeEc2 fake = FakeEc2.start(1)) {
            String group = fake.group("sg-0a1");
            fake.networkInterface("eni-1", "interface", "10.0.0.7", group)
                    .networkInterface("eni-2", "lambda", "10.0.0.8", group);

            RegionInventory read;
            try (AwsSession session = AwsSession.open(PeerAccount.options(fake.endpoint(), "eu-west-1"))) {
                read = session.reader("eu-west-1", DUBLIN).read(Instant.parse("2026-11-22T06:00:00Z"));
            }

            assertThat(read.networkInterfaces())
                    .extracting(NetworkInterface::id)
                    .containsExactly("eni-1", "eni-2");
            assertThat(read.listings()).contains(Listing.whole(DUBLIN, Listing.Kind.HIDDEN_NETWORK_INTERFACES));
        }
    }

    @Test
    void aFileThatHoldsOneWasAskedForAll() throws IOException {
        file("groups.json", GROUPS);
        String other = """
                {"NetworkInterfaceId":"eni-1","OwnerId":"111122223333","VpcId":"vpc-1","SubnetId":"subnet-1",
                 "Groups":[{"GroupId":"sg-0b2"}]%s}""";

        file("interfaces.json", "{\"NetworkInterfaces\":[" + other.formatted("") + "]}");
        assertThat(scan().unattachedAsListed()).isOne();
        file(
                "interfaces.json",
                "{\"NetworkInterfaces\":[" + other.formatted(",\"Operator\":{\"Managed\":false}") + "]}");
        assertThat(scan().unattachedAsListed()).isOne();

        file(
                "interfaces.json",
                "{\"NetworkInterfaces\":["
                        + other.formatted(",\"Operator\":{\"Managed\":true,\"HiddenByDefault\":true}") + "]}");
        assertThat(scan().unattachedAsListed()).isZero();
        assertThat(findings).extracting(Finding::severity).contains(Severity.MEDIUM, Severity.LOW);
    }

    private final List<Finding> findings = new ArrayList<>();

    private dev.weir.finding.ScanSummary scan() {
        InventorySource source = InventoryFiles.of(List.of(folder), Formats.ALL);
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        source.read(scan);
        return scan.finish();
    }

    private void file(String name, String text) throws IOException {
        Files.writeString(folder.resolve(name), text);
    }
}
