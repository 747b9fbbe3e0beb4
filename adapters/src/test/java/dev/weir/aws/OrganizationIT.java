package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.files.StateFolder;
import dev.weir.finding.ScanSummary;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Snapshot;
import dev.weir.organization.Account;
import dev.weir.organization.BatchStore;
import dev.weir.organization.OrganizationInventory;
import dev.weir.organization.OrganizationListener;
import dev.weir.organization.Turns;
import dev.weir.peer.Fault;
import dev.weir.peer.FaultProxy;
import dev.weir.peer.HeldGroups;
import dev.weir.peer.MotoServer;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.organizations.OrganizationsClient;

/** An organization that moto plays: members by name and unit, each entered by its role, Regions side by side. */
class OrganizationIT {

    private static final Duration A_DAY = Duration.ofHours(24);
    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2");
    private static final Fault.Answer TWO_REGIONS = new Fault.Answer(200, "text/xml", """
                <DescribeRegionsResponse xmlns="http://ec2.amazonaws.com/doc/2016-11-15/"><requestId>r</requestId><regionInfo>
                <item><regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus></item>
                <item><regionName>af-south-1</regionName><optInStatus>opted-in</optInStatus></item>
                <item><regionName>ap-east-1</regionName><optInStatus>not-opted-in</optInStatus></item>
                <item><regionName>evil.example.com/</regionName></item>
                </regionInfo></DescribeRegionsResponse>""");
    private static final MemberRole ROLE = new MemberRole("audit/WeirRead", Optional.of("weir-2026"));
    private static MotoServer moto;
    private static FaultProxy proxy;

    @TempDir
    Path folder = Path.of("");

    private static final List<String> MEMBERS = new ArrayList<>();
    private static String unit = "";

    @BeforeAll
    static void start() {
        moto = MotoServer.ofManyAccounts();
        proxy = FaultProxy.before(moto.endpoint());
        make();
    }

    @BeforeEach
    void clear() {
        proxy.peace();
    }

    @AfterAll
    static void stop() {
        if (proxy != null) {
            proxy.close();
        }
    }

    /** Four members: two in the root, one in a unit, one in a unit of that. */
    private static void make() {
        try (OrganizationsClient organizations = organizations()) {
            organizations.createOrganization(request -> {});
            String root = organizations.listRoots(request -> {}).roots().get(0).id();
            unit = organizations
                    .createOrganizationalUnit(request -> request.parentId(root).name("workloads"))
                    .organizationalUnit()
                    .id();
            String below = organizations
                    .createOrganizationalUnit(request -> request.parentId(unit).name("shop"))
                    .organizationalUnit()
                    .id();
            for (String name : List.of("audit", "payments", "web", "shop")) {
                MEMBERS.add(organizations
                        .createAccount(request -> request.accountName(name).email(name + "@example.com"))
                        .createAccountStatus()
                        .accountId());
            }
            organizations.moveAccount(request ->
                    request.accountId(MEMBERS.get(2)).sourceParentId(root).destinationParentId(unit));
            organizations.moveAccount(request ->
                    request.accountId(MEMBERS.get(3)).sourceParentId(root).destinationParentId(below));
        }
    }

    private static OrganizationsClient organizations() {
        return PeerAccount.configured(
                OrganizationsClient.builder(),
                moto.endpoint(),
                "eu-west-1",
                AwsBasicCredentials.create("AKIAIOSFODNN7EXAMPLE", "secret"));
    }

    private static OrganizationInventory inventory(
            AccountChoice choice, BatchStore store, double share, String... regions) {
        return inventory(choice, PeerAccount.options(proxy.endpoint(), regions), store, share, new Turns(8));
    }

    private static OrganizationInventory inventory(
            AccountChoice choice, AwsOptions options, BatchStore store, double share, Turns turns) {
        return new OrganizationInventory(
                new AwsAccounts(
                        options,
                        ROLE,
                        choice,
                        RequestPace.of(share, turns::leaveFor),
                        Clock.fixed(PeerAccount.NOW, ZoneOffset.UTC)),
                turns,
                store,
                A_DAY,
                Clock.fixed(PeerAccount.NOW, ZoneOffset.UTC),
                OrganizationListener.NONE);
    }

    private static OrganizationInventory organization(String... regions) {
        return inventory(new AccountChoice.MembersOf(List.of()), BatchStore.NONE, RequestPace.HALF, regions);
    }

    private static List<String> everybody() {
        List<String> all = new ArrayList<>(MEMBERS);
        all.add(MotoServer.MANAGEMENT_ACCOUNT);
        return all.stream().sorted().toList();
    }

    private static List<String> accounts(ScanSummary summary) {
        return summary.scopes().stream()
                .map(scope -> scope.scope().account().orElse(""))
                .distinct()
                .toList();
    }

    private static long calls(String action) {
        return proxy.calls().stream()
                .filter(call -> call.action().equals(action))
                .count();
    }

    @Test
    void judgesTheGroupsOfEachMemberInEachRegionAsItsOwn() {
        Judged judged = Judged.of(organization(REGIONS.toArray(String[]::new)));

        assertThat(judged.problems()).isEmpty();
        assertThat(judged.summary().complete()).isTrue();
        assertThat(judged.summary().securityGroups()).isEqualTo(5 * 4);
        assertThat(judged.summary().scopes())
                .extracting(scope -> scope.scope().toString())
                .containsExactlyElementsOf(everybody().stream()
                        .flatMap(account -> REGIONS.stream().map(region -> account + " " + region))
                        .toList());
        assertThat(judged.findings().stream()
                        .map(finding -> finding.subject().id())
                        .distinct())
                .hasSize(20);
        assertThat(proxy.calls().stream()
                        .filter(call -> call.action().equals("AssumeRole"))
                        .map(call -> call.parameters().get("RoleArn") + " "
                                + call.parameters().get("ExternalId"))
                        .sorted())
                .containsExactlyElementsOf(MEMBERS.stream()
                        .sorted()
                        .map(account -> "arn:aws:iam::" + account + ":role/audit/WeirRead weir-2026")
                        .toList());
    }

    @Test
    void readsTheRegionsThatEachHasEnabledUnlessSomeAreNamed() {
        proxy.everywhere("DescribeRegions", call -> Optional.of(TWO_REGIONS));

        Judged judged = Judged.of(inventory(these(MEMBERS.get(0)), BatchStore.NONE, RequestPace.HALF));

        assertThat(judged.summary().scopes())
                .extracting(scope -> scope.scope().region().orElse(""))
                .containsExactly("af-south-1", "eu-west-1");
        assertThat(calls("DescribeRegions")).isEqualTo(1);
        assertThat(calls("ListAccounts")).isZero();
    }

    private static AccountChoice these(String... ids) {
        return new AccountChoice.These(
                List.of(ids).stream().map(id -> new Account(id, "")).toList());
    }

    @Test
    void readsTheAccountsOfAUnitAndOfThoseBelowIt() {
        Judged judged = Judged.of(
                inventory(new AccountChoice.MembersOf(List.of(unit)), BatchStore.NONE, RequestPace.HALF, "eu-west-1"));

        assertThat(accounts(judged.summary()))
                .containsExactlyElementsOf(
                        MEMBERS.subList(2, 4).stream().sorted().toList());
        assertThat(judged.summary().complete()).isTrue();
    }

    @Test
    void namesTheAccountsWhoseRoleCannotBeAssumedAndReadsTheOthers() {
        String refusing = MEMBERS.get(1);
        proxy.everywhere(
                "AssumeRole",
                call -> call.parameters().getOrDefault("RoleArn", "").contains(refusing)
                        ? Fault.denied().instead(call)
                        : Optional.empty());

        Judged judged = Judged.of(organization("eu-west-1", "us-east-1"));

        assertThat(judged.problems())
                .containsExactly(
                        "AssumeRole in account " + refusing + " (payments): the role `arn:aws:iam::" + refusing
                                + ":role/audit/WeirRead` cannot be assumed: `AccessDenied`: the credentials may not make this"
                                + " call; help: make it, and let these credentials assume it, see `weir iam read --organization`");
        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.summary().scopes().stream()
                        .filter(scope -> scope.status() == ScanSummary.Status.NOT_READ)
                        .map(scope -> scope.scope().toString()))
                .containsExactly(refusing + " eu-west-1", refusing + " us-east-1");
        assertThat(judged.summary().securityGroups()).isEqualTo(8);
    }

    @Test
    void namesARegionThatAnswersNobodyAndReadsTheOthers() {
        proxy.onEverythingIn("us-west-2", Fault.failing(401, "AuthFailure"));

        Judged judged = Judged.of(organization("eu-west-1", "us-west-2"));

        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.summary().securityGroups()).isEqualTo(5);
        assertThat(judged.problems()).isNotEmpty().allMatch(problem -> problem.contains("us-west-2"));
    }

    @Test
    void saysThatTheOrganizationCouldNotBeAsked() {
        proxy.everywhere(
                "ListAccounts",
                call -> Optional.of(new Fault.Answer(
                        400,
                        "application/x-amz-json-1.1",
                        "{\"__type\":\"AccessDeniedException\",\"Message\":\"no\"}")));

        Judged judged = Judged.of(organization("eu-west-1"));

        assertThat(judged.summary().complete()).isFalse();
        assertThat(judged.problems())
                .containsExactly("ListAccounts: the accounts of the organization could not all be found out:"
                        + " `AccessDeniedException`: the credentials may not make this call; help: call from"
                        + " the management account or a delegated administrator, see `weir iam read"
                        + " --organization`, or name the accounts with `--accounts`");
    }

    @Test
    void asksNothingAgainOfAnAccountThatWasReadWhenARunWasKilled() {
        StateFolder state = new StateFolder(folder);
        AccountChoice all = new AccountChoice.MembersOf(List.of());
        String killedAt = everybody().get(2);
        try {
            inventory(all, state, RequestPace.HALF, "eu-west-1", "us-east-1")
                    .read(new KilledAt(killedAt, new Snapshot.Builder()));
        } catch (IllegalStateException killed) {
            assertThat(killed).hasMessage("killed");
        }
        proxy.peace();

        Snapshot resumed = Snapshot.of(inventory(all, state, RequestPace.HALF, "eu-west-1", "us-east-1"));
        long again = calls("DescribeSecurityGroups");
        long entered = calls("AssumeRole");
        proxy.peace();
        Snapshot third = Snapshot.of(inventory(all, state, RequestPace.HALF, "eu-west-1", "us-east-1"));

        assertThat(resumed.isComplete()).isTrue();
        assertThat(resumed.securityGroups()).hasSize(10);
        assertThat(again).isLessThanOrEqualTo(6);
        assertThat(entered).isLessThanOrEqualTo(3);
        assertThat(third.securityGroups()).isEqualTo(resumed.securityGroups());
        assertThat(proxy.calls().stream().map(FaultProxy.Call::permission))
                .containsExactlyInAnyOrder("sts:GetCallerIdentity", "organizations:ListAccounts");
    }

    @Test
    void readsAgainWhatWasReadWithoutWhatHoldsGroupsOrWithAPartOfIt() {
        StateFolder state = new StateFolder(folder);
        String member = MEMBERS.get(3);
        AwsOptions plain = PeerAccount.options(proxy.endpoint(), "eu-west-1");
        AwsOptions withHolders = plain.with(AwsOptions.Besides.HOLDERS);
        proxy.everywhere("ListFunctions", Fault.denied());

        Snapshot.of(inventory(these(member), plain, state, RequestPace.HALF, new Turns(1)));
        Snapshot refused = Snapshot.of(inventory(these(member), withHolders, state, RequestPace.HALF, new Turns(1)));
        proxy.peace().everywhere("DescribeSecurityGroupVpcAssociations", HeldGroups.NO_ASSOCIATIONS);
        Snapshot whole = Snapshot.of(inventory(these(member), withHolders, state, RequestPace.HALF, new Turns(1)));
        long asked = calls("ListFunctions");
        Snapshot kept = Snapshot.of(inventory(these(member), withHolders, state, RequestPace.HALF, new Turns(1)));

        assertThat(refused.holdersListed())
                .hasSize(GroupHolder.Kind.values().length)
                .contains(new GroupHolder.Listed(
                        Scope.of(member, "eu-west-1"),
                        GroupHolder.Kind.LAMBDA_FUNCTION,
                        Optional.of("`AccessDeniedException`: the credentials may not make this call; help: allow"
                                + " `lambda:ListFunctions`, see `weir iam read`")));
        assertThat(refused.isComplete()).isTrue();
        assertThat(whole.holdersListed()).allMatch(listed -> listed.missing().isEmpty());
        assertThat(calls("DescribeSecurityGroups")).as("the groups were kept").isZero();
        assertThat(asked).isOne();
        assertThat(calls("ListFunctions")).isOne();
        assertThat(kept.holdersListed()).isEqualTo(whole.holdersListed());
    }

    private static void fill(String account, String region, int groups) {
        try (Ec2Client ec2 = PeerAccount.ec2In(moto.endpoint(), account, region)) {
            String vpc = ec2.describeVpcs(request -> {}).vpcs().get(0).vpcId();
            for (int number = 0; number < groups; number++) {
                LiveWorld.group(ec2, vpc, "g-" + number);
            }
        }
    }

    private static final class KilledAt extends PassingSink {

        private final String account;

        KilledAt(String account, InventorySink next) {
            super(next);
            this.account = account;
        }

        @Override
        public void batch(Scope scope) {
            if (scope.account().equals(Optional.of(account))) {
                throw new IllegalStateException("killed");
            }
        }
    }

    /**
     * A tenth of AWS's rate is ten calls at once and two a second: the busy Region needs fourteen pages. There is one place to
     * work in, so whoever is read meanwhile has it because the busy one left it.
     */
    @Test
    void keepsEachBucketBelowItsRateAndNoIdleRegionWaitsForABusyOne() {
        String busy = MEMBERS.stream().sorted().findFirst().orElseThrow();
        fill(busy, "ap-south-1", 13);
        proxy.on("ap-south-1", "DescribeSecurityGroups", Fault.paged(1));

        Judged judged = Judged.of(inventory(
                new AccountChoice.MembersOf(List.of()),
                PeerAccount.options(proxy.endpoint(), "ap-south-1", "eu-west-1"),
                BatchStore.NONE,
                0.1,
                new Turns(1)));

        assertThat(judged.problems()).isEmpty();
        Map<String, List<Long>> buckets = proxy.calls().stream()
                .filter(call -> call.service().equals("ec2"))
                .collect(Collectors.groupingBy(
                        call -> call.key() + " " + call.region() + " " + call.action(),
                        TreeMap::new,
                        Collectors.mapping(FaultProxy.Call::at, Collectors.toList())));
        assertThat(buckets).hasSizeGreaterThanOrEqualTo(5 * 2 * 7);
        buckets.forEach((bucket, times) -> assertBelow(bucket, times, 10, Duration.ofMillis(500)));
        List<Long> slow = buckets.values().stream()
                .filter(times -> times.size() == 14)
                .findFirst()
                .orElseThrow();
        long slowEnd = slow.get(slow.size() - 1);
        assertThat(Duration.ofNanos(slowEnd - slow.get(0))).isGreaterThan(Duration.ofMillis(1_900));
        assertThat(proxy.calls())
                .filteredOn(call -> call.at() > slow.get(0) && call.at() < slowEnd)
                .filteredOn(
                        call -> call.service().equals("ec2") && !call.region().equals("ap-south-1"))
                .isNotEmpty();
    }

    /** What arrives may have been held up on the way, so that one call more is seen in a window than was let go. */
    private static void assertBelow(String bucket, List<Long> times, int burst, Duration interval) {
        for (int first = 0; first < times.size(); first++) {
            for (int last = first; last < times.size(); last++) {
                long window = times.get(last) - times.get(first);
                assertThat((long) last - first).as(bucket).isLessThanOrEqualTo(burst + window / interval.toNanos());
            }
        }
    }

    @Test
    void makesTheCallsThatTheTwoPoliciesAllowAndNoOther() {
        String member = MEMBERS.get(3);

        Snapshot.of(
                inventory(new AccountChoice.MembersOf(List.of(unit)), BatchStore.NONE, RequestPace.HALF, "eu-west-1"));
        Snapshot.of(organization("eu-west-1"));
        proxy.everywhere("DescribeRegions", call -> Optional.of(TWO_REGIONS));
        Snapshot.of(inventory(
                these(member, MotoServer.MANAGEMENT_ACCOUNT),
                PeerAccount.options(proxy.endpoint())
                        .reading(AwsOptions.WantedLists.ALL)
                        .with(AwsOptions.Besides.FLOW_LOGS)
                        .with(AwsOptions.Besides.HOLDERS),
                BatchStore.NONE,
                RequestPace.HALF,
                new Turns(8)));

        Map<Boolean, Set<String>> calls = proxy.calls().stream()
                .collect(Collectors.partitioningBy(
                        call -> call.key().equals("AKIAIOSFODNN7EXAMPLE"),
                        Collectors.mapping(FaultProxy.Call::permission, Collectors.toCollection(TreeSet::new))));
        calls.values() // asked where there is a cluster, as LiveHoldersIT shows
                .forEach(made -> made.addAll(Set.of(
                        "ecs:DescribeClusters", "ecs:ListServices", "ecs:DescribeServices", "eks:DescribeCluster")));
        assertThat(calls).containsEntry(true, new TreeSet<>(OrganizationPolicies.caller()));
        assertThat(calls).containsEntry(false, new TreeSet<>(OrganizationPolicies.member()));
    }
}
