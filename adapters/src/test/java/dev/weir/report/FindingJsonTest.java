package dev.weir.report;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Finding;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.Cidr;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.operation.Uses;
import dev.weir.report.commands.Remedies;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.SplittableRandom;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A finding that comes after thousands of others is written as if it were the only one, whatever was remembered before. */
class FindingJsonTest {

    private static final Run RUN = new Run("1", Instant.EPOCH, Policy.DEFAULT, Run.Access.OFFLINE);
    private static final String MARK = RemediationTemplate.MARK;

    private static final String[] REGIONS = {
        "eu-west-1", "eu-west-1", "eu-west-1", "cn-north-1", "us-iso-east-1", "", MARK + "id", "no region"
    };
    private static final String[] CIDRS = {
        "0.0.0.0/0", "0.0.0.0/0", "::/0", "10.0.0.0/8", "8.0.0.0/8", "32.0.0.0/5", "203.0.113.0/24", "0.0.0.0/1"
    };
    private static final String[] LISTS = {
        "pl-1", "pl-2", "pl-odd id", "pl-" + MARK + "id", "pl-" + MARK + "rule0z", "x'y"
    };
    private static final String[] TEXTS = {"", "team 7", "it's", "a \"q\"", "caf\u00e9", "\u001b[0m", MARK + "rule1z"};

    private final Remedies remedies = new Remedies(Policy.DEFAULT, () -> PrefixLists.NONE);

    @ParameterizedTest(name = "seed {0}")
    @ValueSource(longs = {1, 2, 3, 4})
    void writesEachFindingAsIfItWereAlone(long seed) {
        SplittableRandom random = new SplittableRandom(seed);
        List<List<SecurityGroupRule>> pool = new ArrayList<>();
        for (int i = 0; i < 60; i++) {
            pool.add(rules(random));
        }
        List<Finding> findings = new ArrayList<>();
        Scan scan = new Scan(Policy.DEFAULT, findings::add);
        for (int i = 0; i < 3_000; i++) {
            scan.securityGroup(
                    group(i, random, random.nextInt(3) == 0 ? rules(random) : pool.get(random.nextInt(pool.size()))));
        }
        JsonText shared = new JsonText(OutputStream.nullOutputStream());
        FindingJson many = new FindingJson(shared, RUN, remedies, Uses.NOT_ASKED);

        for (Finding finding : findings) {
            JsonText own = new JsonText(OutputStream.nullOutputStream());
            new FindingJson(own, RUN, remedies, Uses.NOT_ASKED).write(finding);
            String alone = text(own.since(1));

            shared.newLine();
            int mark = shared.mark();
            many.write(finding);
            String among = text(shared.since(mark));
            shared.flushIfFull();

            assertThat(among).as("seed %s, %s", seed, finding.subject().id()).isEqualTo(alone);
        }
    }

    private static String text(byte[] json) {
        return new String(json, StandardCharsets.US_ASCII);
    }

    private static SecurityGroup group(int number, SplittableRandom random, List<SecurityGroupRule> rules) {
        String id = random.nextInt(30) == 0 ? "sg-Odd " + number : "sg-0" + Long.toHexString(random.nextLong() >>> 1);
        String region = REGIONS[random.nextInt(REGIONS.length)];
        return new SecurityGroup(
                new Scope(Optional.of("111122223333"), region.isEmpty() ? Optional.empty() : Optional.of(region)),
                random.nextInt(50) == 0 ? RemediationTemplate.ID : id,
                "group " + number,
                "",
                Optional.of("vpc-" + random.nextInt(5)),
                Optional.empty(),
                rules,
                List.of(),
                Map.of(),
                Origin.of("groups.json", number));
    }

    private static List<SecurityGroupRule> rules(SplittableRandom random) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        for (int count = random.nextInt(4); count > 0; count--) {
            Service service =
                    random.nextInt(3) == 0 ? Service.ALL : tcp(random.nextInt(3) == 0 ? random.nextInt(65_536) : 443);
            int kind = random.nextInt(10);
            if (kind == 0) {
                rules.add(new SecurityGroupRule.Unresolved(
                        Optional.empty(),
                        random.nextBoolean()
                                ? SecurityGroupRule.Bound.EVERYTHING
                                : SecurityGroupRule.Bound.of(service, list(random)),
                        "it could not be read"));
                continue;
            }
            Destination destination =
                    kind < 4 ? list(random) : Destination.of(Cidr.parse(CIDRS[random.nextInt(CIDRS.length)]));
            String description = TEXTS[random.nextInt(TEXTS.length)];
            rules.add(new SecurityGroupRule.Known(
                    random.nextInt(9) == 0
                            ? Optional.of("sgr-" + (random.nextInt(3) == 0 ? MARK : "1"))
                            : Optional.empty(),
                    service,
                    destination,
                    random.nextBoolean() ? Optional.empty() : Optional.of(description),
                    Map.of()));
        }
        return List.copyOf(rules);
    }

    private static Service tcp(int port) {
        return Service.of(Protocol.TCP, OptionalInt.of(port), OptionalInt.of(port));
    }

    private static Destination list(SplittableRandom random) {
        return new Destination.PrefixList(LISTS[random.nextInt(LISTS.length)]);
    }
}
