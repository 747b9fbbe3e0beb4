package dev.weir.iac.cloudformation;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.Service;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** What a group lists in each of two deployments, read back as YAML. */
class EgressListsTest {

    private static final SecurityGroupRule.Known OPEN =
            rule(Service.ALL, Cidr.ALL_IPV4, "Allow all outbound traffic by default");
    private static final SecurityGroupRule.Known API =
            rule(Service.tcp(443), Cidr.parse("198.51.100.0/28"), "the \"API\" \\ ${x}: # - é");

    private static SecurityGroupRule.Known rule(Service service, Cidr cidr, String description) {
        return new SecurityGroupRule.Known(
                Optional.empty(), service, Destination.of(cidr), Optional.of(description), Map.of());
    }

    private static List<Object> deployments(Plan.Change change) {
        return EgressLists.of(change).asTemplate().values().stream()
                .map(text -> new Load(LoadSettings.builder().build()).loadFromString(text))
                .toList();
    }

    @Test
    void theFirstOnlyAddsAndTheSecondOnlyRemoves() {
        Map<String, Object> api = Map.of(
                "IpProtocol", "tcp",
                "FromPort", 443,
                "ToPort", 443,
                "CidrIp", "198.51.100.0/28",
                "Description", "the \"API\" \\ ${x}: # - é");
        Map<String, Object> open = Map.of(
                "IpProtocol", "-1",
                "CidrIp", "0.0.0.0/0",
                "Description", "Allow all outbound traffic by default");

        assertThat(deployments(new Plan.Change(
                        List.of(new Authorization(API, Optional.empty())), List.of(OPEN), List.of(API), List.of())))
                .containsExactly(
                        Map.of("SecurityGroupEgress", List.of(api, open)), Map.of("SecurityGroupEgress", List.of(api)));
    }

    /** An empty list would be filled by AWS with a rule that permits everything. */
    @Test
    void noListIsEmpty() {
        assertThat(EgressLists.of(new Plan.Change(List.of(), List.of(OPEN), List.of(), List.of()))
                        .narrow())
                .containsExactly(TemplatePatch.NOTHING);
    }
}
