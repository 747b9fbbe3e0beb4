package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.traffic.Confidence;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.Peer;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

class LastUseTest {

    private static final List<Conversation> SEEN = List.of(
            seen("203.0.113.7", "", "2026-11-01", "eni-1"),
            seen("203.0.113.8", "", "2026-11-05", "eni-2"),
            seen("10.0.0.9", "sg-9", "2026-11-07", "eni-1"));

    private static Conversation seen(String address, String group, String day, String networkInterface) {
        return new Conversation(
                Service.tcp(443),
                IpAddress.parse(address),
                new Peer(
                        List.of(),
                        group.isEmpty() ? List.of() : List.of(group),
                        Optional.empty(),
                        List.of(),
                        Optional.empty()),
                2,
                100,
                new TreeSet<>(List.of(LocalDate.parse(day))),
                new TreeSet<>(List.of(networkInterface)),
                Instant.parse(day + "T01:00:00Z"),
                Instant.parse(day + "T02:00:00Z"),
                Confidence.CERTAIN,
                0);
    }

    private static LastUse of(String rule) {
        SecurityGroupRule only = Fixtures.group("sg-1", rule).outbound().get(0);
        return LastUse.of((SecurityGroupRule.Known) only, SEEN, PrefixLists.NONE);
    }

    @Test
    void countsWhatTheRulePermitsWhateverOtherRuleDoes() {
        assertThat(of("tcp 443 203.0.113.0/24"))
                .isEqualTo(new LastUse(true, 4, 2, 2, Optional.of(Instant.parse("2026-11-05T02:00:00Z"))));
        assertThat(of("all 0.0.0.0/0").connections()).isEqualTo(6);
    }

    @Test
    void aRuleThatNothingUsedHasNoLastUse() {
        assertThat(of("tcp 80 0.0.0.0/0")).isEqualTo(new LastUse(true, 0, 0, 0, Optional.empty()));
        assertThat(of("tcp 443 198.51.100.0/24").lastSeen()).isEmpty();
    }

    @Test
    void aRuleToAGroupIsUsedByWhatWentToItsMembers() {
        assertThat(of("tcp 443 sg-9").lastSeen()).hasValue(Instant.parse("2026-11-07T02:00:00Z"));
        assertThat(of("tcp 443 sg-8").lastSeen()).isEmpty();
    }

    @Test
    void ofAPrefixListThatWasNotReadNothingIsKnown() {
        assertThat(of("tcp 443 pl-0123").known()).isFalse();
    }

    @Test
    void countsWhatNoOtherRuleLetsThrough() {
        assertThat(alone("all 0.0.0.0/0", "tcp 443 203.0.113.7/32")).hasValue(4);
        assertThat(alone("tcp 443 203.0.113.7/32", "all 0.0.0.0/0")).hasValue(0);
        assertThat(alone("all 0.0.0.0/0", "tcp 443 sg-9", "udp 443 203.0.113.7/32"))
                .hasValue(4);
        assertThat(alone("all 0.0.0.0/0")).hasValue(6);
        assertThat(alone("all 0.0.0.0/0", "tcp 443 pl-0123")).isEmpty();
        assertThat(alone("tcp 443 pl-0123")).isEmpty();
    }

    private static OptionalLong alone(String rule, String... others) {
        SecurityGroupRule only = Fixtures.group("sg-1", rule).outbound().get(0);
        return LastUse.throughNoOther(
                (SecurityGroupRule.Known) only, Fixtures.group("sg-1", others).outbound(), SEEN, PrefixLists.NONE);
    }
}
