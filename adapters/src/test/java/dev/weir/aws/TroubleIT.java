package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.Verdict;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.Snapshot;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Regions that refuse, throttle, break off or change while they are read. */
class TroubleIT {
    private static final String REGION = "eu-west-1";
    private static MotoServer moto;
    private static FaultProxy proxy;
    private static LiveWorld world;
    private static Judged whole;

    @BeforeAll
    static void start() {
        moto = MotoServer.fresh();
        proxy = FaultProxy.before(moto.endpoint());
        world = LiveWorld.make(moto.endpoint(), REGION);
        whole = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));
    }

    @BeforeEach
    void peace() {
        proxy.peace();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    @Test
    void aShortThrottlingIsWaitedOut() {
        proxy.on(REGION, "DescribeSecurityGroups", Fault.throttled(2));

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.details(world)).isEqualTo(whole.details(world));
    }

    @Test
    void aDroppedConnectionCostsThatCallAlone() {
        proxy.on(REGION, "DescribeRouteTables", Fault.dropped());

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.verdicts(world)).isEqualTo(whole.verdicts(world));
        assertThat(judged.problems())
                .containsExactly("DescribeRouteTables in 111122223333 eu-west-1:"
                        + " the connection broke before a whole answer came; help: run it again");
    }

    @Test
    void anAnswerThatIsNotEc2sIsNoAnswer() {
        proxy.on(REGION, "DescribeSubnets", Fault.html()).on(REGION, "GetManagedPrefixListEntries", Fault.tornXml());

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.verdicts(world)).containsEntry("listed any-port", Verdict.UNKNOWN);
        assertThat(judged.problems())
                .hasSize(3)
                .allMatch(problem -> problem.contains("an answer that cannot be read as AWS's"));
    }

    @Test
    void theOwnerOfTheGroupsNamesAnAccountThatCannotBeAskedFor() {
        proxy.everywhere("GetCallerIdentity", Fault.denied());

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().scopes())
                .extracting(scope -> scope.scope().toString())
                .containsExactly("111122223333 eu-west-1");
        assertThat(judged.details(world)).isEqualTo(whole.details(world));
    }

    @Test
    void aSlowAnswerIsWaitedFor() {
        proxy.on(REGION, "DescribeVpcs", Fault.delayed(Duration.ofSeconds(2)));

        assertThat(Judged.of(PeerAccount.live(proxy.endpoint(), REGION)).problems())
                .isEmpty();
    }

    @Test
    void aGroupThatChangesBetweenTheTwoCallsIsReadAgain() {
        proxy.on(REGION, "DescribeSecurityGroupRules", Fault.meanwhile(() -> openNarrow("192.0.2.0/24")));

        Snapshot snapshot = Snapshot.of(PeerAccount.live(proxy.endpoint(), REGION));

        SecurityGroup narrow = snapshot.securityGroup(world.id("narrow")).orElseThrow();
        assertThat(snapshot.problems()).isEmpty();
        assertThat(snapshot.versionsOf(narrow.id())).hasSize(1);
        assertThat(narrow.outbound()).hasSize(2).allMatch(rule -> rule.id().isPresent());
        closeNarrow("192.0.2.0/24");
    }

    @Test
    void aGroupThatKeepsChangingIsJudgedAsTheWorseOfBoth() {
        AtomicInteger round = new AtomicInteger();
        proxy.on(REGION, "DescribeSecurityGroupRules", call -> {
            openNarrow("0.0.0.0/" + (round.getAndIncrement() + 1));
            return Optional.empty();
        });

        Judged judged = Judged.of(PeerAccount.live(proxy.endpoint(), REGION));

        assertThat(judged.verdicts(world)).containsEntry("narrow any-port", Verdict.FAIL);
        assertThat(judged.problems())
                .singleElement()
                .asString()
                .startsWith("DescribeSecurityGroups in 111122223333 eu-west-1: `" + world.id("narrow")
                        + "` has other rules in DescribeSecurityGroupRules");
        for (int bits = 1; bits <= round.get(); bits++) {
            closeNarrow("0.0.0.0/" + bits);
        }
    }

    private static void openNarrow(String cidr) {
        try (Ec2Client ec2 = PeerAccount.ec2(moto.endpoint(), REGION)) {
            ec2.authorizeSecurityGroupEgress(request -> request.groupId(world.id("narrow"))
                    .ipPermissions(LiveWorld.https()
                            .ipRanges(range -> range.cidrIp(cidr))
                            .build()));
        }
    }

    private static void closeNarrow(String cidr) {
        try (Ec2Client ec2 = PeerAccount.ec2(moto.endpoint(), REGION)) {
            ec2.revokeSecurityGroupEgress(request -> request.groupId(world.id("narrow"))
                    .ipPermissions(LiveWorld.https()
                            .ipRanges(range -> range.cidrIp(cidr))
                            .build()));
        }
    }
}
