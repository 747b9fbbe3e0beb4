package dev.weir.ranges;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.net.Service;
import dev.weir.ranges.FakePrefixLists.Fault;
import dev.weir.remediation.Pacer;
import dev.weir.remediation.Tempo;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

class RangeRunTest {

    private static final Instant NOW = Instant.parse("2026-11-29T12:00:00Z");

    /** Time that passes only while somebody waits. */
    private static final class Steps implements Pacer {
        private Instant now = NOW;

        @Override
        public Instant now() {
            return now;
        }

        @Override
        public void sleep(Duration duration) {
            now = now.plus(duration);
        }

        @Override
        public void awaitWritePermit() {}

        @Override
        public Duration upTo(Duration longest) {
            return longest;
        }
    }

    private static ListState list(String id, IpFamily family, int maxEntries, String... entries) {
        Set<Cidr> cidrs = Stream.of(entries).map(Cidr::parse).collect(Collectors.toCollection(TreeSet::new));
        return new ListState(
                id, "name-of-" + id, family, 3, maxEntries, cidrs, "modify-complete", "", Optional.empty());
    }

    private static KeptRange range(String... cidrs) {
        return new KeptRange(
                "vendor",
                AddressSet.of(Stream.of(cidrs).map(Cidr::parse).toList()),
                "vendor.txt",
                List.of("pl-4", "name-of-pl-6"),
                KeptRange.GRACE);
    }

    private static RangeChange planned(FakePrefixLists aws, KeptRange range, boolean mayGrow) {
        return new RangePlanner(aws, RangeLedger.EMPTY, mayGrow, 60, NOW).plan(range);
    }

    private static RangeRun.Result run(FakePrefixLists aws, RangeChange change) {
        return new RangeRun(aws, new Steps(), Tempo.DEFAULT).run(change);
    }

    @Test
    void bringsBothFamiliesToTheirRange() {
        FakePrefixLists aws = both(List.of());
        aws.lag(3);

        RangeChange change =
                planned(aws, range("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32", "2001:db9::/32"), false);
        RangeRun.Result result = run(aws, change);

        assertThat(change.refusals()).isEmpty();
        assertThat(result.failure()).isEmpty();
        assertThat(aws.state("pl-4").entries()).hasSize(2);
        assertThat(aws.state("pl-6").entries()).hasSize(2);
        assertThat(result.done()).extracting(ListState::version).containsExactly(4L, 4L);
    }

    @Test
    void leavesNothingHalfDoneWhenTheSecondListIsRefused() {
        FakePrefixLists aws = both(List.of(Fault.NONE, Fault.REFUSED));

        RangeRun.Result result = run(
                aws, planned(aws, range("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32", "2001:db9::/32"), false));

        assertThat(result.failure())
                .hasValue("`pl-6` was not changed: AWS refused it, UnauthorizedOperation; nothing of it stands");
        assertThat(aws.state("pl-4").entries()).hasSize(1);
        assertThat(aws.state("pl-4").version()).isEqualTo(5);
    }

    @Test
    void saysHowToRestoreWhatItCouldNotRestore() {
        FakePrefixLists aws = both(List.of(Fault.NONE, Fault.REFUSED, Fault.REFUSED));

        RangeRun.Result result = run(
                aws, planned(aws, range("192.0.2.0/24", "198.51.100.0/24", "2001:db8::/32", "2001:db9::/32"), false));

        assertThat(result.failure().orElseThrow())
                .contains("`pl-4` could not be given its entries back")
                .endsWith("aws ec2 restore-managed-prefix-list-version --prefix-list-id pl-4 --previous-version 3"
                        + " --current-version 4");
    }

    @Test
    void touchesNeitherListWhereOneIsTooSmall() {
        FakePrefixLists aws = both(List.of());

        RangeChange change =
                planned(aws, range("192.0.2.0/24", "2001:db8::/32", "2001:dbb::/32", "2001:4860::/32"), false);

        assertThat(change.isPossible()).isFalse();
        assertThat(change.refusals())
                .containsExactly(
                        "`pl-6` may hold 2 entries, and 3 are needed; help: --resize makes it so large where every"
                                + " group that names it has room");
        assertThat(aws.writes()).isZero();
    }

    @Test
    void makesNoListLargerThanAwsLetsAnyBe() {
        FakePrefixLists aws = both(List.of());
        KeptRange many = range(IntStream.range(0, 1500)
                .mapToObj(n -> "10." + n / 250 + "." + n % 250 + ".0/25")
                .toArray(String[]::new));

        assertThat(planned(aws, many, true).refusals())
                .anySatisfy(refusal -> assertThat(refusal)
                        .contains("`pl-4` may hold", "but AWS lets none hold more than 1000", "`part` and `where`"));
    }

    @Test
    void makesAListLargerOnlyWhereEveryGroupThatNamesItHasRoom() {
        KeptRange three = range("192.0.2.0/24", "2001:db8::/32", "2001:dbb::/32", "2001:4860::/32");
        FakePrefixLists light = new FakePrefixLists(lists(), List.of(), List.of(naming(20)));
        FakePrefixLists heavy = new FakePrefixLists(lists(), List.of(), List.of(naming(21)));

        RangeChange fits = planned(light, three, true);
        assertThat(fits.refusals()).isEmpty();
        assertThat(run(light, fits).failure()).isEmpty();
        assertThat(light.state("pl-6").maxEntries()).isEqualTo(3);
        assertThat(light.state("pl-6").entries()).hasSize(3);
        assertThat(planned(heavy, three, true).refusals().get(0))
                .contains("the outbound rules of `sg-1` would then weigh 63 of 60");
    }

    @Test
    void refusesASourceThatIsTheWorldAndOneThatIsEmpty() {
        FakePrefixLists aws = both(List.of());

        assertThat(planned(aws, range("0.0.0.0/1", "2001:db8::/32"), false)
                        .refusals()
                        .get(0))
                .contains("as wide as the world (2,092,957,696 public IPv4 addresses)");
        assertThat(planned(aws, range("192.0.2.0/24"), false).refusals().get(0)).contains("would become empty");
    }

    static LongStream seeds() {
        return LongStream.range(0, 600);
    }

    @ParameterizedTest
    @MethodSource("seeds")
    void isDoneWholeOrNotAtAllWhateverGoesWrong(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<Fault> faults = new ArrayList<>();
        for (int n = random.nextInt(0, 5); n > 0; n--) {
            faults.add(Fault.NONE);
        }
        faults.add(Fault.values()[random.nextInt(Fault.values().length)]);
        if (random.nextInt(3) == 0) {
            faults.add(Fault.THROTTLED);
        }
        String[] wanted = new String[random.nextInt(2, 260)];
        for (int n = 0; n < wanted.length; n++) {
            wanted[n] = n % 2 == 0
                    ? "198.51." + random.nextInt(100) + "." + 2 * random.nextInt(128) + "/32"
                    : "2001:db8:0:" + Integer.toHexString(2 * random.nextInt(1, 9000)) + "::/64";
        }
        List<ListState> before = List.of(
                list("pl-4", IpFamily.IPV4, 300, "198.51.100.0/24", "198.51.1.0/28"),
                list("pl-6", IpFamily.IPV6, 300, "2001:db8:ffff::/48"));
        FakePrefixLists aws = new FakePrefixLists(before, faults, List.of());
        aws.lag(random.nextInt(4));
        RangeChange change = planned(aws, range(wanted), false);
        assertThat(change.refusals()).as("seed %d", seed).isEmpty();
        Map<String, ListSync> syncs = change.lists().stream()
                .collect(Collectors.toMap(sync -> sync.list().id(), sync -> sync));
        aws.watch(state -> {
            ListSync sync = Optional.ofNullable(syncs.get(state.id())).orElseThrow();
            assertThat(state.addresses().contains(sync.list().addresses().intersect(sync.target())))
                    .as("seed %d: what stays is there at every moment", seed)
                    .isTrue();
        });

        RangeRun.Result result = run(aws, change);

        for (ListState one : before) {
            ListState now = aws.state(one.id());
            if (result.failure().isEmpty()) {
                assertThat(now.addresses())
                        .as("seed %d", seed)
                        .isEqualTo(Optional.ofNullable(syncs.get(one.id()))
                                .orElseThrow()
                                .target());
            } else {
                assertThat(result.failure().orElseThrow()).as("seed %d", seed).contains("nothing of it stands");
                assertThat(now.entries()).isEqualTo(one.entries());
            }
        }
    }

    private static List<ListState> lists() {
        return List.of(list("pl-4", IpFamily.IPV4, 4, "192.0.2.0/24"), list("pl-6", IpFamily.IPV6, 2, "2001:db8::/32"));
    }

    private static FakePrefixLists both(List<Fault> faults) {
        return new FakePrefixLists(lists(), faults, List.of());
    }

    /** A group that names pl-6 in so many rules. */
    private static Snapshot naming(int rules) {
        Scope scope = Scope.of("111122223333", "eu-west-1");
        Snapshot.Builder snapshot = new Snapshot.Builder();
        List<SecurityGroupRule> outbound = new ArrayList<>();
        for (int n = 0; n < rules; n++) {
            outbound.add(new SecurityGroupRule.Known(
                    Optional.of("sgr-" + n),
                    Service.tcp(1000 + n),
                    new Destination.PrefixList("pl-6"),
                    Optional.empty(),
                    Map.of(),
                    Optional.empty()));
        }
        snapshot.securityGroup(new SecurityGroup(
                scope,
                "sg-1",
                "one",
                "",
                Optional.of("vpc-1"),
                Optional.empty(),
                outbound,
                List.of(),
                Map.of(),
                Origin.of("test")));
        snapshot.prefixList(new ManagedPrefixList(
                scope,
                "pl-6",
                "",
                false,
                Optional.of(IpFamily.IPV6),
                OptionalInt.of(2),
                OptionalLong.of(3),
                List.of(),
                ManagedPrefixList.Extent.WHOLE,
                Optional.empty(),
                Origin.of("test")));
        return snapshot.build();
    }
}
