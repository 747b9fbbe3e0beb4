package dev.weir.evaluation;

import static dev.weir.inventory.Fixtures.prefixList;
import static dev.weir.inventory.Fixtures.prefixListInPart;
import static dev.weir.inventory.Fixtures.prefixListNotRead;
import static dev.weir.inventory.Fixtures.rule;
import static dev.weir.inventory.Fixtures.rules;
import static dev.weir.inventory.Fixtures.service;
import static dev.weir.inventory.Fixtures.unresolved;
import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.net.TrafficSet;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;

class PermissionsTest {

    private static Permissions of(String... lines) {
        return Permissions.of(rules(lines), PrefixLists.NONE);
    }

    @Test
    void anUnreadListMayPermitWhatIsNotCertainlyPermitted() {
        Permissions permissions = Permissions.of(
                List.of(rule("d", "tcp 0-1023 pl-1"), rule("e", "tcp 443 pl-unread")),
                PrefixLists.of(List.of(prefixList("pl-1", "10.0.0.0/24", "192.0.2.0/24"))));
        IpAddress outside = IpAddress.parse("192.0.3.1");

        assertThat(permissions.permits(Protocol.TCP, 443, IpAddress.parse("10.0.0.1")))
                .isTrue();
        assertThat(permissions.permits(Protocol.TCP, 443, outside)).isFalse();
        assertThat(permissions.possible().contains(Protocol.TCP, 443, outside)).isTrue();
        assertThat(permissions.possible().contains(Protocol.TCP, 444, outside)).isFalse();
    }

    @Test
    void groupsAreOpaqueDestinations() {
        Permissions permissions = of("tcp 5432 sg-db", "tcp 5433 sg-db", "all sg-cache");

        assertThat(permissions.known().isEmpty()).isTrue();
        assertThat(permissions.toGroup("sg-cache").isEmpty()).isFalse();
        assertThat(permissions.toGroup("sg-db").contains(Protocol.TCP, 5432)).isTrue();
        assertThat(permissions.toGroup("sg-db").contains(Protocol.UDP, 5432)).isFalse();
        assertThat(permissions.toGroup("sg-other").isEmpty()).isTrue();
        assertThat(permissions.toGroup("sg-db")).isEqualTo(Services.of(List.of(service("tcp 5432-5433"))));
    }

    private static boolean areEquivalent(Permissions one, Permissions other) {
        return one.implies(other) && other.implies(one);
    }

    @Test
    void equivalenceIsAboutWhatIsPermittedNotHowItIsWritten() {
        assertThat(areEquivalent(of("all 0.0.0.0/0"), of("all 128.0.0.0/1", "all 0.0.0.0/1")))
                .isTrue();
        assertThat(areEquivalent(of("tcp 0-99 10.0.0.0/8", "tcp 100-200 10.0.0.0/8"), of("tcp 0-200 10.0.0.0/8")))
                .isTrue();
        assertThat(areEquivalent(of("tcp 443 10.0.0.0/8", "tcp 443 10.1.0.0/16"), of("tcp 443 10.0.0.0/8")))
                .isTrue();
        assertThat(areEquivalent(of("tcp 443 10.0.0.0/8"), of("tcp 443 10.0.0.0/9")))
                .isFalse();
        assertThat(areEquivalent(of("tcp 443 sg-1"), of("tcp 443 sg-2"))).isFalse();
        assertThat(areEquivalent(of("tcp 1-5 sg-1"), of("tcp 1-2 sg-1", "tcp 3-5 sg-1")))
                .isTrue();
        assertThat(areEquivalent(of("tcp 443 pl-1"), of("tcp 443 pl-1"))).isTrue();
        assertThat(areEquivalent(of("tcp 443 pl-1"), of("tcp 443 pl-2"))).isFalse();
    }

    @Test
    void aGroupIsCoveredByItselfOrByAllAddressesOrByAllItsMembersCanHave() {
        Permissions group = of("tcp 5432 sg-db");

        assertThat(group.implies(of("tcp 0-65535 sg-db"))).isTrue();
        assertThat(group.implies(of("tcp 5432 sg-other"))).isFalse();
        assertThat(group.implies(of("all 0.0.0.0/0", "all ::/0"))).isTrue();
        assertThat(group.implies(of("udp 0.0.0.0/0", "udp ::/0"))).isFalse();
        assertThat(group.implies(of("all 0.0.0.0/0"))).isFalse();
        assertThat(group.implies(of("all 0.0.0.0/0"), id -> AddressSet.of(Cidr.parse("10.0.0.0/16"))))
                .isTrue();
        assertThat(of("all 0.0.0.0/0").implies(group)).isFalse();
    }

    @Test
    void anUnreadListIsCoveredByItselfOrByAllOfItsFamily() {
        PrefixLists lists = PrefixLists.of(List.of(prefixListNotRead("pl-4", Optional.of(IpFamily.IPV4))));
        Permissions list = Permissions.of(rules("tcp 443 pl-4"), lists);

        assertThat(list.implies(Permissions.of(rules("tcp 443 0.0.0.0/0"), lists)))
                .isTrue();
        assertThat(list.implies(Permissions.of(rules("tcp 443 ::/0"), lists))).isFalse();
        assertThat(list.implies(Permissions.of(rules("all pl-4"), lists))).isTrue();
        assertThat(of("tcp 443 pl-9").implies(of("tcp 443 0.0.0.0/0"))).isFalse();
    }

    @Test
    void whatIsUnresolvedIsWideOnTheLeftAndNothingOnTheRight() {
        Permissions malformed = Permissions.of(List.of(unresolved("tcp", "10.0.0.0/8", "bad ports")), PrefixLists.NONE);

        assertThat(malformed.implies(of("tcp 10.0.0.0/8"))).isTrue();
        assertThat(malformed.implies(of("tcp 443 10.0.0.0/8"))).isFalse();
        assertThat(of("tcp 443 10.0.0.0/8").implies(malformed)).isFalse();
        assertThat(malformed.known().isEmpty()).isTrue();
        assertThat(malformed.possible()).isEqualTo(of("tcp 10.0.0.0/8").known());
        assertThat(Permissions.of(List.of(SecurityGroupRule.Unresolved.everything("x")), PrefixLists.NONE)
                        .possible())
                .isEqualTo(TrafficSet.ALL);
    }

    @Test
    void listsReadTwiceCountAsTheBetterReading() {
        ManagedPrefixList whole = prefixList("pl-1", "10.0.0.0/8");
        ManagedPrefixList unread = prefixListNotRead("pl-1", Optional.empty());
        ManagedPrefixList part = prefixListInPart("pl-1", IpFamily.IPV4, "10.0.0.0/9");

        assertThat(PrefixLists.of(List.of(unread, whole)).contents("pl-1").whole())
                .isTrue();
        assertThat(PrefixLists.of(List.of(whole, part)).contents("pl-1").possible())
                .isEqualTo(AddressSet.of(Cidr.parse("10.0.0.0/8")));
        assertThat(PrefixLists.of(List.of(unread, part)).contents("pl-1").known())
                .isEqualTo(AddressSet.of(Cidr.parse("10.0.0.0/9")));
        assertThat(PrefixLists.of(List.of(version(whole, 2), version(prefixList("pl-1", "10.0.0.0/24"), 3)))
                        .contents("pl-1")
                        .known())
                .isEqualTo(AddressSet.of(Cidr.parse("10.0.0.0/24")));
        assertThat(PrefixLists.of(List.of(whole, prefixList("pl-1", "192.0.2.0/24")))
                        .contents("pl-1")
                        .known()
                        .cidrs())
                .hasSize(2);
        assertThat(PrefixLists.of(List.of(part, whole)).find("pl-1")).contains(whole);
    }

    private static ManagedPrefixList version(ManagedPrefixList list, long version) {
        return new ManagedPrefixList(
                list.scope(),
                list.id(),
                list.name(),
                list.awsManaged(),
                list.family(),
                list.maxEntries(),
                OptionalLong.of(version),
                list.entries(),
                list.reading(),
                list.problem(),
                list.origin());
    }

    /** What one rule more does, on random lists with every kind of destination, read and not. */
    @Test
    void addingARuleNeverTakesAnythingAway() {
        PrefixLists lists = PrefixLists.of(List.of(
                prefixList("pl-1", "10.0.0.0/8", "192.0.2.0/24"),
                prefixListInPart("pl-2", IpFamily.IPV4, "16.0.0.0/8")));
        for (long seed = 0; seed < 2_000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            List<SecurityGroupRule> some = new ArrayList<>();
            for (int i = random.nextInt(6); i > 0; i--) {
                some.add(random(random));
            }
            List<SecurityGroupRule> more = new ArrayList<>(some);
            more.add(random.nextInt(more.size() + 1), random(random));

            Permissions before = Permissions.of(some, lists);
            Permissions after = Permissions.of(more, lists);

            assertThat(before.implies(after))
                    .as("seed %d: %s then %s", seed, some, more)
                    .isTrue();
            assertThat(after.known().contains(before.known()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(after.possible().contains(before.possible()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(after.possible().contains(after.known()))
                    .as("seed %d", seed)
                    .isTrue();
            assertThat(areEquivalent(before, before)).as("seed %d", seed).isTrue();
        }
    }

    private static SecurityGroupRule random(SplittableRandom random) {
        String[] services = {"all", "tcp", "tcp 443", "tcp 0-1023", "udp 53", "icmp", "icmp 8/0", "47"};
        String[] destinations = {
            "0.0.0.0/0", "10.0.0.0/8", "10.1.0.0/16", "::/0", "2001:db8::/32", "pl-1", "pl-2", "pl-3", "sg-1", "sg-2"
        };
        return rule(
                services[random.nextInt(services.length)] + " " + destinations[random.nextInt(destinations.length)]);
    }
}
