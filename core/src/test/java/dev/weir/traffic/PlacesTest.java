package dev.weir.traffic;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.ObservedInput;
import dev.weir.evidence.Observing;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Subnet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Whose the traffic of unknown interfaces may be: of the group's subnets, in its VPC, Region and account, and of no others. */
class PlacesTest {

    private static final String FIELDS =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes start end action log-status";

    private static final long AT = 1_793_599_200L;
    private static final String ACCOUNT = "111122223333";

    /** What tells where an interface is, besides its account. */
    private enum Telling {
        OBJECT_NAME(""),
        REGION(" region"),
        VPC(" vpc-id"),
        SUBNET(" subnet-id"),
        FLOW_LOG("");

        private final String fields;

        Telling(String fields) {
            this.fields = fields;
        }
    }

    /** Regions with one VPC each, all of the same addresses; the inventory is that of the first. */
    private static final class Estate {
        private final SplittableRandom random;
        private final Telling telling;
        private final ProfileBuilder builder = new ProfileBuilder();
        private final Snapshot.Builder inventory = new Snapshot.Builder();
        private long own;
        private long ownUnknown;

        Estate(long seed, Telling telling) {
            random = new SplittableRandom(seed);
            this.telling = telling;
            inventory.subnet(new Subnet(
                    Scope.of(ACCOUNT, region(0)),
                    "subnet-0",
                    "vpc-0",
                    "",
                    List.of(Cidr.parse("10.0.0.0/16")),
                    Origin.of("t")));
            int regions = 2 + random.nextInt(4);
            for (int region = 0; region < regions; region++) {
                observe(region);
            }
        }

        private static String region(int number) {
            return List.of("eu-west-1", "us-east-1", "ap-south-1", "sa-east-1", "eu-north-1")
                    .get(number);
        }

        private void observe(int region) {
            List<String> lines = new ArrayList<>();
            for (int host = 0; host < 20; host++) {
                String id = "eni-" + region + "a" + host;
                String address = "10.0.0." + (10 + host);
                boolean known = region == 0 && (host == 0 || random.nextInt(4) > 0);
                if (known) {
                    inventory.networkInterface(associated(id, address));
                }
                int connections = 1 + random.nextInt(9);
                for (int i = 0; i < connections; i++) {
                    lines.add("2 %s %s %s 192.0.2.%d %d 443 6 5 900 %d %d ACCEPT OK%s"
                            .formatted(ACCOUNT, id, address, 1 + host, 40_000 + i, AT + i, AT + i + 9, told(region)));
                }
                own += region == 0 ? connections : 0;
                ownUnknown += region == 0 && !known ? connections : 0;
            }
            String flowLog = "fl-" + region;
            String text = FIELDS + telling.fields + "\n" + String.join("\n", lines) + "\n";
            Observing.read(builder, flowLog, text.getBytes(StandardCharsets.UTF_8));
            String name = telling == Telling.OBJECT_NAME
                    ? "logs/%s_vpcflowlogs_%s_%s_20261102T0600Z_1a2b.log.gz".formatted(ACCOUNT, region(region), flowLog)
                    : "copy-" + region + ".log";
            builder.observed(new ObservedInput("sha256:" + region, name, lines.size(), 0, Optional.empty()));
        }

        private String told(int region) {
            return switch (telling) {
                case REGION -> " " + region(region);
                case VPC -> " vpc-" + region;
                case SUBNET -> " subnet-" + region;
                case OBJECT_NAME, FLOW_LOG -> "";
            };
        }

        TrafficProfile profile() {
            return TrafficProfile.of(
                    ProfileCodec.decode(ProfileCodec.encode(builder.evidence())),
                    InventoryHistory.of(inventory.build()),
                    ProfileSettings.DEFAULT);
        }
    }

    private static NetworkInterface associated(String id, String address) {
        return new NetworkInterface(
                Scope.of(ACCOUNT, Estate.region(0)),
                id,
                List.of("sg-1"),
                true,
                Optional.of("vpc-0"),
                Optional.of("subnet-0"),
                "interface",
                "",
                Optional.empty(),
                ConnectionTracking.UNKNOWN,
                false,
                List.of(IpAddress.parse(address)),
                true,
                List.of(),
                List.of(),
                Map.of(),
                Origin.of("test"));
    }

    @ParameterizedTest
    @EnumSource(names = {"OBJECT_NAME", "REGION", "VPC", "SUBNET"})
    void otherRegionsTrafficIsNoneOfTheGroups(Telling telling) {
        for (long seed = 1; seed <= 20; seed++) {
            Estate estate = new Estate(seed, telling);

            GroupTraffic.Figures figures = estate.profile().forGroup("sg-1").figures();

            assertThat(figures.unattributed()).as("seed %d", seed).isEqualTo(estate.ownUnknown);
            assertThat(figures.attributed()).as("seed %d", seed).isEqualTo(estate.own - estate.ownUnknown);
        }
    }

    /** Where nothing tells a Region, what is unknown may still be the group's: one too many, never one too few. */
    @Test
    void whatNothingTellsMayBeTheGroups() {
        for (long seed = 1; seed <= 20; seed++) {
            Estate estate = new Estate(seed, Telling.FLOW_LOG);

            GroupTraffic.Figures figures = estate.profile().forGroup("sg-1").figures();

            assertThat(figures.unattributed()).as("seed %d", seed).isGreaterThanOrEqualTo(estate.ownUnknown);
            assertThat(figures.attributed()).as("seed %d", seed).isEqualTo(estate.own - estate.ownUnknown);
        }
    }

    @Test
    void theWholeProfileCountsEveryRegion() {
        TrafficProfile profile = new Estate(3, Telling.REGION).profile();

        assertThat(profile.figures().unattributed())
                .isGreaterThan(profile.forGroup("sg-1").figures().unattributed());
        assertThat(profile.figures().unattributed() + profile.figures().attributed())
                .isEqualTo(profile.figures().connections());
    }

    @Test
    void aGroupThatNobodyWearsMayHaveBeenWornByWhoeverIsUnknownInItsVpc() {
        Estate estate = new Estate(5, Telling.VPC);
        SecurityGroup idle = new SecurityGroup(
                Scope.of(ACCOUNT, Estate.region(0)),
                "sg-idle",
                "idle",
                "",
                Optional.of("vpc-0"),
                Optional.empty(),
                List.of(),
                List.of(),
                Map.of(),
                Origin.of("test"));
        estate.inventory.securityGroup(idle);

        assertThat(estate.profile().forGroup("sg-idle").figures().unattributed())
                .isEqualTo(estate.ownUnknown);
    }
}
