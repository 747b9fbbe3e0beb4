package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.HeldGroups;
import dev.weir.peer.MotoServer;
import dev.weir.triage.Holdings;
import dev.weir.triage.InUse;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import software.amazon.awssdk.services.ec2.Ec2Client;

/** Who holds groups without an interface, where a service refuses, answers something else, or asks to wait. */
class HolderReaderIT {

    private static final String REGION = "eu-west-1";
    private static final InUse NOT_THERE = new InUse(InUse.Answer.HELD, 0, List.of());
    private static final Scope DUBLIN = Scope.of(MotoServer.ACCOUNT, REGION);

    @TempDir
    static Path world = Path.of("");

    private static Optional<FaultProxy> before = Optional.empty();
    private static Map<String, String> groups = Map.of();
    private static Snapshot account = Snapshot.of(sink -> {});

    @BeforeAll
    static void fill() {
        FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
        before = Optional.of(proxy);
        groups = HeldGroups.make(proxy.endpoint(), REGION, world);
        account = Snapshot.of(PeerAccount.live(proxy.endpoint(), REGION));
    }

    @AfterAll
    static void stop() {
        before.ifPresent(FaultProxy::close);
    }

    @BeforeEach
    void peace() {
        proxy().peace().everywhere("DescribeSecurityGroupVpcAssociations", HeldGroups.NO_ASSOCIATIONS);
    }

    private static FaultProxy proxy() {
        return before.orElseThrow();
    }

    private static Snapshot holders() {
        try (AwsSession session = AwsSession.open(PeerAccount.options(proxy().endpoint(), REGION));
                Ec2Client ec2 = session.ec2(REGION)) {
            return Snapshot.of(new HolderReader(ec2, session.services(REGION), DUBLIN, Optional.empty()).read()::push);
        }
    }

    /** Whether each group is in use, by what holds it. */
    private static Map<String, InUse> used(Snapshot holders) {
        Holdings holdings = new Holdings(Snapshot.of(sink -> {
            holders.read(sink);
            account.read(sink);
        }));
        Map<String, InUse> used = new TreeMap<>();
        groups.forEach((name, id) ->
                used.put(name, holdings.of(account.securityGroup(id).orElseThrow(), false)));
        return used;
    }

    private static InUse.Answer ofNothing() {
        return used(holders()).getOrDefault("nothing", NOT_THERE).answer();
    }

    static Stream<String> actions() {
        return IamPolicy.HOLDERS.permissions().stream().map(IamPolicy.Permission::action);
    }

    @ParameterizedTest
    @MethodSource("actions")
    void whatIsRefusedMakesNothingUnusedAndIsNamed(String action) {
        Fault refused =
                call -> call.permission().equals(action) ? Fault.denied().instead(call) : Optional.empty();
        proxy().everywhere(action.substring(action.indexOf(':') + 1), refused);

        Map<String, InUse> used = used(holders());

        assertThat(used.values()).extracting(InUse::answer).doesNotContain(InUse.Answer.NO);
        assertThat(used.getOrDefault("nothing", NOT_THERE).reasons())
                .isNotEmpty()
                .allMatch(reason -> reason.startsWith("each ")
                        && reason.contains("`: the credentials may not make this call; help: allow `" + action
                                + "`, see `weir iam read`"));
    }

    @Test
    void whatAnswersSomethingElseMakesNothingUnused() {
        proxy().everywhere("DescribeDBInstances", Fault.html());
        assertThat(ofNothing()).isEqualTo(InUse.Answer.NOT_KNOWN);

        peace();
        proxy().everywhere("ListFunctions", Fault.failing(400, "InvalidParameterValueException"));
        assertThat(ofNothing()).isEqualTo(InUse.Answer.NOT_KNOWN);

        peace();
        proxy().everywhere(
                        "DescribeVpcEndpoints",
                        call -> Optional.of(
                                new Fault.Answer(
                                        200,
                                        "text/xml",
                                        "<DescribeVpcEndpointsResponse><requestId>r</requestId></DescribeVpcEndpointsResponse>")));
        assertThat(ofNothing()).isEqualTo(InUse.Answer.NOT_KNOWN);

        peace();
        proxy().everywhere("ListClusters", call -> Optional.of(new Fault.Answer(200, "application/json", "{}")));
        assertThat(ofNothing()).isEqualTo(InUse.Answer.NOT_KNOWN);
    }

    @Test
    void whatIsThrottledIsAskedAgain() {
        proxy().everywhere("DescribeDBInstances", throttledOnce()).everywhere("ListFunctions", throttledOnce());

        assertThat(ofNothing()).isEqualTo(InUse.Answer.NO);
    }

    private static Fault throttledOnce() {
        boolean[] was = new boolean[1];
        return call -> {
            boolean first = !was[0];
            was[0] = true;
            return first ? Fault.failing(400, "Throttling").instead(call) : Optional.empty();
        };
    }

    @Test
    void whatTwoServicesInARowDoNotAnswerIsNotAskedOfTheRest() {
        proxy().everywhere("DescribeLaunchTemplates", Fault.dropped())
                .everywhere("DescribeLaunchTemplateVersions", Fault.dropped());

        Snapshot holders = holders();

        assertThat(holders.holdersListed())
                .extracting(GroupHolder.Listed::kind)
                .containsExactlyInAnyOrder(GroupHolder.Kind.values());
        assertThat(holders.holdersListed()).allMatch(listed -> listed.missing().isPresent());
        assertThat(proxy().calls()).extracting(FaultProxy.Call::service).containsOnly("ec2");
    }
}
