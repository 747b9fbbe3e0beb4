package dev.weir.aws;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

class RuleFieldsTest {

    private static RuleFields fields(
            String protocol, OptionalInt from, OptionalInt to, RuleFields.Kind kind, String destination) {
        return new RuleFields(protocol, from, to, kind, destination, Optional.empty(), Optional.empty());
    }

    private static SecurityGroupRule.Unresolved unresolved(RuleFields fields) {
        SecurityGroupRule rule = fields.rule(Optional.of("sgr-1"), Map.of());
        return rule.match(
                known -> {
                    throw new AssertionError("expected an unresolved rule, found " + known);
                },
                unresolved -> unresolved);
    }

    @Test
    void bothSpellingsOfOneRuleHaveOneKey() {
        assertThat(fields("-1", OptionalInt.empty(), OptionalInt.empty(), RuleFields.Kind.IPV4, "0.0.0.0/0")
                        .key())
                .isEqualTo(fields("-1", OptionalInt.of(-1), OptionalInt.of(-1), RuleFields.Kind.IPV4, "10.0.0.0/0")
                        .key());
        assertThat(fields("6", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.IPV6, "2001:DB8::1/32")
                        .key())
                .isEqualTo(
                        fields("tcp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.IPV6, "2001:db8::/32")
                                .key());
    }

    @Test
    void differentRulesHaveDifferentKeys() {
        RuleFields https = fields("tcp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.PREFIX_LIST, "pl-1");

        assertThat(https.key())
                .isNotEqualTo(
                        fields("udp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.PREFIX_LIST, "pl-1")
                                .key())
                .isNotEqualTo(
                        fields("tcp", OptionalInt.of(443), OptionalInt.of(444), RuleFields.Kind.PREFIX_LIST, "pl-1")
                                .key())
                .isNotEqualTo(
                        fields("tcp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.PREFIX_LIST, "pl-2")
                                .key());
    }

    @Test
    void anUnreadableCidrMayBeAnyOfItsFamily() {
        SecurityGroupRule.Unresolved rule = unresolved(
                fields("tcp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.IPV4, "300.1.1.1/8"));

        assertThat(rule.bound()).isEqualTo(SecurityGroupRule.Bound.of(Service.tcp(443), AddressSet.ALL_IPV4));
        assertThat(rule.reason()).isEqualTo("rule `sgr-1` has the destination `300.1.1.1/8`, which is not a CIDR");
    }

    @Test
    void unreadablePortsMayBeAllOfTheirProtocol() {
        SecurityGroupRule.Unresolved rule =
                unresolved(fields("udp", OptionalInt.of(90), OptionalInt.of(80), RuleFields.Kind.IPV4, "10.0.0.0/8"));

        assertThat(rule.bound().service()).isEqualTo(Service.all(Protocol.UDP));
        assertThat(rule.bound().destination()).isPresent();
        assertThat(rule.reason()).contains("`udp` with ports 90 to 80");
    }

    @Test
    void anUnknownProtocolMayBeAll() {
        assertThat(unresolved(fields("quic", OptionalInt.of(1), OptionalInt.of(2), RuleFields.Kind.GROUP, "sg-1"))
                        .bound()
                        .service())
                .isEqualTo(Service.ALL);
    }

    @Test
    void aDestinationOfAKindThatIsNotKnownMayBeAnything() {
        SecurityGroupRule.Unresolved rule =
                unresolved(fields("tcp", OptionalInt.of(443), OptionalInt.of(443), RuleFields.Kind.NONE, ""));

        assertThat(rule.bound().addresses()).isEqualTo(AddressSet.ALL);
        assertThat(rule.reason()).isEqualTo("rule `sgr-1` names no CIDR, prefix list or security group");
    }
}
