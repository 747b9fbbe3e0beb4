package dev.weir.plan;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.backtest.Gate;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.net.Cidr;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What the records themselves call AWS's own is not pinned without a word, and never where a prefix list names it. */
class AwsAddressesTest {

    private static final PlanSettings SETTINGS = PlanSettings.of("1.0", Instant.parse("2026-11-21T06:00:00Z"));

    private static Scene scene() {
        return Scene.usual()
                .group("sg-1", "all 0.0.0.0/0")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .tcp("eni-1", "10.9.0.1", 5432, day -> true);
    }

    private static ManagedPrefixList list(String name, String cidr) {
        return new ManagedPrefixList(
                Fixtures.SCOPE,
                "pl-1",
                name,
                true,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.of(Cidr.parse(cidr)),
                ManagedPrefixList.Extent.WHOLE,
                Optional.empty(),
                Fixtures.ORIGIN);
    }

    private static Gate prefixLists(Plan plan) {
        return plan.gates().stream()
                .filter(gate -> gate.name() == Gate.Name.PREFIX_LISTS)
                .findFirst()
                .orElseThrow();
    }

    @ParameterizedTest
    @CsvSource({
        "- S3, com.amazonaws.eu-west-1.s3",
        "7 S3, com.amazonaws.eu-west-1.s3",
        "7 DYNAMODB, com.amazonaws.eu-west-1.dynamodb",
        "2 DYNAMODB, com.amazonaws.eu-west-1.dynamodb",
        "7 -, com.amazonaws.eu-west-1.s3",
        "7 AMAZON, com.amazonaws.eu-west-1.dynamodb"
    })
    void pinsNoAddressThatAPrefixListNames(String said, String list) {
        Scene scene = scene().saying(said).tcp("eni-1", "203.0.113.10", 443, day -> true);

        for (PlanSettings.Internet mode : PlanSettings.Internet.values()) {
            Plan plan = scene.plan("sg-1", SETTINGS.treating(mode));

            assertThat(ByHandTest.texts(plan.result()))
                    .containsExactly("tcp 443 to 0.0.0.0/0", "tcp 5432 to 10.9.0.1/32");
            assertThat(prefixLists(plan).fails()).isTrue();
            assertThat(prefixLists(plan).reason()).contains(list, "`aws ec2 describe-prefix-lists");
            assertThat(plan.effect().staysOpen())
                    .singleElement()
                    .satisfies(open -> assertThat(open.reason()).contains(list, "was not read"));
            assertThat(plan.isReady()).isFalse();
        }
    }

    @Test
    void namesThePrefixListOnceItIsThere() {
        Scene scene = scene().prefixList(list("com.amazonaws.eu-west-1.s3", "203.0.113.0/24"))
                .saying("7 S3")
                .tcp("eni-1", "203.0.113.10", 443, day -> day % 9 == 0);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).containsExactly("tcp 443 to pl-1", "tcp 5432 to 10.9.0.1/32");
        assertThat(prefixLists(plan).status()).isEqualTo(Gate.Status.PASS);
    }

    @Test
    void leavesThePortOpenToAddressesOfAnotherRegion() {
        Scene scene = scene().prefixList(list("com.amazonaws.eu-west-1.s3", "203.0.113.0/24"))
                .saying("8 S3")
                .tcp("eni-1", "198.51.100.10", 443, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS.treating(PlanSettings.Internet.PIN));

        assertThat(ByHandTest.texts(plan.result())).contains("tcp 443 to 0.0.0.0/0");
        assertThat(prefixLists(plan).status()).isEqualTo(Gate.Status.PASS);
        assertThat(plan.effect().staysOpen())
                .singleElement()
                .satisfies(open -> assertThat(open.reason()).contains("lie", "outside of com.amazonaws.eu-west-1.s3"));
    }

    @Test
    void leavesTheOldRuleWhereItPermitsLessThanThePrefixListHolds() {
        Scene scene = Scene.usual()
                .group("sg-1", "tcp 443 203.0.113.0/28")
                .watched("eni-1", "10.0.0.1", day -> true, "sg-1")
                .prefixList(list("com.amazonaws.eu-west-1.s3", "203.0.113.0/24"))
                .saying("7 S3")
                .tcp("eni-1", "203.0.113.10", 443, day -> true);

        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS).result()))
                .containsExactly("tcp 443 to 203.0.113.0/28");
    }

    @ParameterizedTest
    @EnumSource(PlanSettings.Internet.class)
    void hintsAtThePrefixListAndNotAtAProxyWhereAddressesKeepChanging(PlanSettings.Internet mode) {
        Scene scene = scene().saying("7 S3");
        for (int day = 0; day < 35; day++) {
            int on = day;
            scene.tcp("eni-1", "203.0.113." + (day + 1), 443, at -> at == on);
        }

        Plan plan = scene.plan("sg-1", SETTINGS.treating(mode));

        assertThat(plan.hints()).noneMatch(hint -> hint.contains("proxy"));
        assertThat(prefixLists(plan).reason()).contains("com.amazonaws.eu-west-1.s3");
    }

    @Test
    void hintsAtTheOtherPrefixListsOfAwsInsteadOfAProxy() {
        Scene scene = scene().saying("- ROUTE53_HEALTHCHECKS");
        for (int day = 0; day < 35; day++) {
            int on = day;
            scene.tcp("eni-1", "203.0.113." + (day + 1), 443, at -> at == on);
        }

        assertThat(scene.plan("sg-1", SETTINGS).hints())
                .noneMatch(hint -> hint.contains("proxy"))
                .anyMatch(hint -> hint.contains("com.amazonaws.eu-west-1.route53-healthchecks"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"AMAZON", "EC2", "CLOUDFRONT", "API_GATEWAY", "SOMETHING_NEW"})
    void saysWhichRulesPinWhatAwsChanges(String code) {
        Scene scene = scene().saying("8 " + code).tcp("eni-1", "203.0.113.10", 443, day -> true);

        Plan plan = scene.plan("sg-1", SETTINGS);

        assertThat(ByHandTest.texts(plan.result())).contains("tcp 443 to 203.0.113.10/32");
        assertThat(plan.hints())
                .anySatisfy(hint -> assertThat(hint)
                        .startsWith("tcp 443 203.0.113.10/32 is of AWS's " + code)
                        .contains("better: "));
    }

    @Test
    void needsNoRuleForTheResolverAndTheHostsOwnServices() {
        Scene scene = scene().tcp("eni-1", "10.0.0.2", 53, day -> true)
                .tcp("eni-1", "169.254.169.253", 53, day -> true)
                .tcp("eni-1", "169.254.169.254", 80, day -> true)
                .tcp("eni-1", "169.254.170.23", 80, day -> true)
                .tcp("eni-1", "10.0.0.2", 8053, day -> true)
                .tcp("eni-1", "10.0.0.3", 53, day -> true);

        assertThat(ByHandTest.texts(scene.plan("sg-1", SETTINGS).result()))
                .containsExactly("tcp 53 to 10.0.0.3/32", "tcp 5432 to 10.9.0.1/32", "tcp 8053 to 10.0.0.2/32");
    }

    @Test
    void isNotReadyWhereARouteLeadsAnUnreadListToAGatewayEndpointAndNoRecordSaysWhoseTheAddressesAre() {
        Scene scene = scene().routes("10.0.0.0/8 local", "pl-gateway vpce-gateway", "0.0.0.0/0 nat-1")
                .withoutServices()
                .tcp("eni-1", "203.0.113.10", 443, day -> true)
                .tcp("eni-1", "203.0.113.10", 8443, day -> true);

        Gate gate = prefixLists(scene.plan("sg-1", SETTINGS));

        assertThat(gate.fails()).isTrue();
        assertThat(gate.reason())
                .startsWith("tcp 443 203.0.113.10/32 may be of S3 or DynamoDB")
                .contains("a route leads pl-gateway to a gateway endpoint", "--prefix-list-ids pl-gateway");
    }

    @ParameterizedTest
    @ValueSource(strings = {"- EC2", "8 AMAZON", "8 -"})
    void whatTheRecordsSayOfAnAddressIsEnough(String said) {
        Scene scene = scene().routes("10.0.0.0/8 local", "pl-gateway vpce-gateway", "0.0.0.0/0 nat-1")
                .saying(said)
                .tcp("eni-1", "203.0.113.10", 443, day -> true);

        assertThat(prefixLists(scene.plan("sg-1", SETTINGS)).fails()).isFalse();
    }
}
