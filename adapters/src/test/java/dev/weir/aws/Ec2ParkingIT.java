package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.JournalFile;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.MotoServer;
import dev.weir.plan.GroupRef;
import dev.weir.remediation.Changes;
import dev.weir.remediation.Direction;
import dev.weir.remediation.JournalEntry.Opened;
import dev.weir.remediation.JournalEntry.Surroundings;
import dev.weir.remediation.Outcome;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.Parking;
import dev.weir.remediation.RemediationRun;
import dev.weir.remediation.Tempo;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.ec2.model.GroupIdentifier;

/** A parking group on moto, by the real SDK, through calls that are lost before and after their effect, throttled and broken. */
class Ec2ParkingIT {

    private static final String REGION = "eu-west-1";
    private static final List<String> WRITES = List.of(
            "CreateSecurityGroup",
            "AuthorizeSecurityGroupEgress",
            "RevokeSecurityGroupEgress",
            "ModifyNetworkInterfaceAttribute",
            "DeleteSecurityGroup");
    private static final Tempo TEMPO = new Tempo(
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            Duration.ofSeconds(20),
            Duration.ofMillis(5),
            Duration.ofMillis(5),
            50);
    private static final String PLANNED = "tcp 443 443 203.0.113.0/28";

    private final FaultProxy proxy = FaultProxy.before(MotoServer.fresh().endpoint());
    private final Ec2Client moto = PeerAccount.ec2(proxy.endpoint(), REGION);
    private final Map<String, List<String>> before = new TreeMap<>();
    private final List<String> broken = Collections.synchronizedList(new ArrayList<>());
    private GroupRef group = new GroupRef("", "", Optional.empty(), Optional.empty(), Optional.empty());
    private Set<String> old = Set.of();

    @TempDir
    Path folder = Path.of("");

    @BeforeEach
    void fill() {
        String vpc = moto.createVpc(request -> request.cidrBlock("10.0.0.0/16"))
                .vpc()
                .vpcId();
        String subnet = moto.createSubnet(request -> request.vpcId(vpc).cidrBlock("10.0.0.0/24"))
                .subnet()
                .subnetId();
        String id = group(vpc, "web");
        String other = group(vpc, "other");
        moto.revokeSecurityGroupEgress(request -> request.groupId(other)
                .ipPermissions(all -> all.ipProtocol("-1").ipRanges(range -> range.cidrIp("0.0.0.0/0"))));
        moto.authorizeSecurityGroupEgress(request -> request.groupId(id)
                .ipPermissions(udp -> udp.ipProtocol("udp")
                        .fromPort(53)
                        .toPort(53)
                        .ipRanges(range -> range.cidrIp("0.0.0.0/0").description("names"))));
        group = new GroupRef(id, "web", Optional.of(MotoServer.ACCOUNT), Optional.of(REGION), Optional.of(vpc));
        for (List<String> groups : List.of(List.of(other, id), List.of(id), List.of(id, other))) {
            String made = moto.createNetworkInterface(
                            request -> request.subnetId(subnet).groups(groups))
                    .networkInterface()
                    .networkInterfaceId();
            before.put(made, groups.stream().sorted().toList());
        }
        old = rules(List.of(id));
        proxy.peace();
    }

    private String group(String vpc, String name) {
        return moto.createSecurityGroup(
                        request -> request.groupName(name).description(name).vpcId(vpc))
                .groupId();
    }

    @AfterEach
    void stop() {
        moto.close();
        proxy.close();
    }

    /** What these groups permit outbound, as moto has it. */
    private Set<String> rules(Collection<String> groups) {
        Set<String> rules = new HashSet<>();
        moto.describeSecurityGroups(request -> request.groupIds(groups)).securityGroups().stream()
                .flatMap(one -> one.ipPermissionsEgress().stream())
                .forEach(permission -> permission
                        .ipRanges()
                        .forEach(range -> rules.add(permission.ipProtocol()
                                + (permission.fromPort() == null
                                                || permission.ipProtocol().equals("-1")
                                        ? ""
                                        : " " + permission.fromPort() + " " + permission.toPort())
                                + " " + range.cidrIp())));
        return rules;
    }

    private Map<String, List<String>> interfaces() {
        Map<String, List<String>> groups = new TreeMap<>();
        moto.describeNetworkInterfaces()
                .networkInterfaces()
                .forEach(one -> groups.put(
                        one.networkInterfaceId(),
                        one.groups().stream()
                                .map(GroupIdentifier::groupId)
                                .sorted()
                                .toList()));
        return groups;
    }

    /** Called for each request of weir, before moto sees it. */
    private void check() {
        interfaces().forEach((id, groups) -> {
            Set<String> permitted = rules(groups);
            if (!permitted.containsAll(old) && !permitted.contains(PLANNED)) {
                broken.add(id + " permits " + permitted);
            }
        });
    }

    /** Each request is looked at, and met by the weather; those of the test itself are not. */
    private void weather(SplittableRandom random) {
        Set<String> looking = Collections.synchronizedSet(new HashSet<>());
        for (String action : WRITES) {
            proxy.everywhere(action, new Fault() {
                private Fault today = call -> Optional.empty();

                @Override
                public Optional<Answer> instead(FaultProxy.Call call) {
                    if (looking.add(action)) {
                        check();
                        looking.remove(action);
                    }
                    today = switch (random.nextInt(8)) {
                        case 0 -> Fault.dropped();
                        case 1 -> Fault.lostAnswer();
                        case 2 -> Fault.failing(503, "RequestLimitExceeded");
                        case 3 -> Fault.failing(500, "InternalError");
                        default -> other -> Optional.empty();
                    };
                    return today.instead(call);
                }

                @Override
                public boolean losesAnswer() {
                    return today.losesAnswer();
                }
            });
        }
    }

    private record RealTime(SplittableRandom random) implements Pacer {
        @Override
        public Instant now() {
            return Instant.now();
        }

        @Override
        public void sleep(Duration duration) {
            try {
                Thread.sleep(duration.toMillis() + 1);
            } catch (InterruptedException stopped) {
                throw new IllegalStateException(stopped);
            }
        }

        @Override
        public void awaitWritePermit() {}

        @Override
        public Duration upTo(Duration longest) {
            return longest;
        }
    }

    private Opened opened(Ec2Gateway gateway) {
        SecurityGroup now = gateway.read(group).match(read -> read.value(), unread -> {
            throw new AssertionError(unread.reason());
        });
        List<Known> rules = now.knownOutbound();
        return new Opened(
                Instant.now(),
                "0.1.0",
                Changes.DIGEST,
                Instant.now(),
                group,
                Changes.CALLER,
                List.of(),
                rules,
                List.of(Changes.planned("tcp 443 203.0.113.0/28")),
                List.of(),
                rules,
                Surroundings.NONE,
                List.of(),
                Optional.of(new Parking("weir-parking-" + group.id(), 1, List.copyOf(before.keySet()))));
    }

    @Tag("deep")
    @ParameterizedTest
    @ValueSource(longs = {3, 4, 5, 6, 7, 8})
    void theSameOnMoreBadDays(long seed) {
        narrowsInterfaceAfterInterfaceAndGoesBackThroughBadDays(seed);
    }

    @ParameterizedTest
    @ValueSource(longs = {1, 2})
    void narrowsInterfaceAfterInterfaceAndGoesBackThroughBadDays(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<String> story = new ArrayList<>();
        try (Ec2Gateway gateway = Ec2Gateway.open(PeerAccount.options(proxy.endpoint()), REGION);
                JournalFile journal = JournalFile.create(folder, group, Instant.now())) {
            journal.append(opened(gateway));
            assertThat(gateway.groupsPerInterface()).hasValue(5);
            weather(random);

            Outcome.Kind first = run(gateway, journal, Direction.FORWARD, random, story);
            Map<String, List<String>> paused = interfaces();
            boolean goesOn = seed % 2 == 0;
            Outcome.Kind second =
                    goesOn ? run(gateway, journal, Direction.FORWARD, random, story) : Outcome.Kind.PAUSED;
            Map<String, List<String>> applied = interfaces();
            Set<String> narrowed = rules(List.of(group.id()));
            Outcome.Kind back = run(gateway, journal, Direction.BACK, random, story);
            proxy.peace();

            assertThat(broken).as("seed %s: %s", seed, story).isEmpty();
            assertThat(first).as("seed %s: %s", seed, story).isEqualTo(Outcome.Kind.PAUSED);
            String canary = before.keySet().iterator().next();
            assertThat(paused.get(canary)).isEqualTo(before.get(canary));
            assertThat(paused.entrySet().stream().filter(one -> !one.getKey().equals(canary)))
                    .hasSize(2)
                    .allSatisfy(one -> {
                        assertThat(one.getValue()).containsAll(before.getOrDefault(one.getKey(), List.of()));
                        assertThat(one.getValue())
                                .hasSize(before.getOrDefault(one.getKey(), List.of())
                                                .size()
                                        + 1);
                        assertThat(rules(before.getOrDefault(one.getKey(), List.of())))
                                .isEqualTo(old);
                    });
            assertThat(narrowed).containsExactly(PLANNED);
            if (goesOn) {
                assertThat(second).as("seed %s: %s", seed, story).isEqualTo(Outcome.Kind.APPLIED);
                assertThat(applied).isEqualTo(before);
            }
            assertThat(back).as("seed %s: %s", seed, story).isEqualTo(Outcome.Kind.ROLLED_BACK);
            assertThat(interfaces()).isEqualTo(before);
            assertThat(rules(List.of(group.id()))).isEqualTo(old);
            assertThat(moto.describeSecurityGroups().securityGroups().stream()
                            .map(one -> one.groupName())
                            .collect(Collectors.toSet()))
                    .containsExactlyInAnyOrder("default", "web", "other");
        }
    }

    private Outcome.Kind run(
            Ec2Gateway gateway, JournalFile journal, Direction direction, SplittableRandom random, List<String> story) {
        journal.append(Changes.announce(Instant.now(), direction));
        Outcome outcome = new RemediationRun(gateway, journal, new RealTime(random), TEMPO, story::add).run();
        story.add(outcome.kind() + " " + outcome.reason());
        return outcome.kind();
    }
}
