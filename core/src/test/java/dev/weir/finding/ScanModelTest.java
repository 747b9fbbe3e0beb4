package dev.weir.finding;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.finding.SmallWorld.Where;
import dev.weir.inventory.Fixtures;
import dev.weir.inventory.Fixtures.Inventory;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Bound;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.inventory.SecurityGroupRule.Unresolved;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import dev.weir.net.Share;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/** Random rule sets, prefix lists and interfaces, judged by the scan and by the model of {@link SmallWorld}. */
class ScanModelTest {

    private static final int SEEDS = 4_000;
    private static final int[] WORLD_PERMILLE = {50, 50, 50, 10, 100, 333, 1000};
    private static final int[] PORTS_PERMILLE = {500, 500, 125, 250, 501, 1000};

    @Test
    void theHandCountOfTheModelIsThePublicSpace() {
        assertThat(SmallWorld.ipv4Total()).isEqualTo(SmallWorld.IPV4_WORLD);
    }

    @Test
    void groupsAndInterfacesAgreeWithTheModel() {
        TreeMap<String, Integer> seen = new TreeMap<>();
        for (long seed = 0; seed < SEEDS; seed++) {
            Case world = new Case(new SplittableRandom(seed));
            int groups = 1 + world.random.nextInt(3);
            Inventory inventory = world.inventory();
            List<List<Twin>> rules = new ArrayList<>();
            String[] ids = new String[groups];
            for (int group = 0; group < groups; group++) {
                rules.add(world.rules(world.random.nextInt(5)));
                ids[group] = "sg-" + group;
                inventory.with(Fixtures.group(Fixtures.SCOPE, ids[group], real(rules.get(group))));
            }
            inventory.with(Fixtures.networkInterface("eni-1", ids));

            Scanned scanned = Scanned.of(inventory, world.policy);

            long number = seed;
            Supplier<String> context = () -> "seed " + number + ": " + rules;
            List<Twin> all = rules.stream().flatMap(List::stream).toList();
            for (Reading reading : Reading.values()) {
                String worst = "pass";
                for (int group = 0; group < groups; group++) {
                    Finding finding = scanned.finding(ids[group], reading);
                    String expected = world.verdict(rules.get(group), reading);
                    assertThat(finding.verdict()).as(context).hasToString(expected);
                    assertEvidence(finding, model(rules.get(group)), world, context);
                    worst = worse(worst, expected);
                    seen.merge(reading.id() + " " + expected, 1, Integer::sum);
                }
                String together = world.verdict(all, reading);
                boolean isWorse = !worse(worst, together).equals(worst);
                assertThat(scanned.has("eni-1", reading)).as(context).isEqualTo(isWorse);
                if (isWorse) {
                    assertThat(scanned.finding("eni-1", reading).verdict())
                            .as(context)
                            .hasToString(together);
                    seen.merge("interface " + together, 1, Integer::sum);
                }
            }
        }
        // every answer was really met, often enough to mean something
        assertThat(seen.keySet())
                .contains("all-ports fail", "all-ports pass", "all-ports unknown", "any-port fail", "any-port pass")
                .contains("any-port unknown", "interface fail", "interface unknown");
        assertThat(seen.values()).allMatch(count -> count >= 10, "at least 10 of " + seen);
    }

    private static void assertEvidence(
            Finding finding, List<SmallWorld.Rule> rules, Case world, Supplier<String> context) {
        assertThat(finding.opening().openTcpPorts())
                .as(context)
                .isEqualTo(SmallWorld.openPorts(rules, true, 6, world.worldPermille));
        assertThat(finding.opening().openUdpPorts())
                .as(context)
                .isEqualTo(SmallWorld.openPorts(rules, true, 17, world.worldPermille));
        BigInteger[] points = SmallWorld.points(rules);
        assertThat(finding.exposure().ipv4().part()).as(context).isEqualTo(points[0]);
        assertThat(finding.exposure().ipv6().part()).as(context).isEqualTo(points[1]);
        BigInteger widest = BigInteger.ZERO;
        for (int protocol : new int[] {6, 17}) {
            for (int port = 0; port < SmallWorld.PORT_BLOCKS; port++) {
                widest = widest.max(SmallWorld.reached(rules, true, protocol, port)[0]);
            }
        }
        assertThat(finding.opening().widestIpv4().part()).as(context).isEqualTo(widest);
    }

    @Test
    void addingARuleNeverImprovesAVerdict() {
        for (long seed = 0; seed < SEEDS; seed++) {
            Case world = new Case(new SplittableRandom(seed));
            List<Twin> some = world.rules(world.random.nextInt(5));
            List<Twin> more = new ArrayList<>(some);
            more.addAll(world.random.nextInt(more.size() + 1), world.rules(1));

            Scanned before = world.scan(real(some));
            Scanned after = world.scan(real(more));

            for (Reading reading : Reading.values()) {
                assertThat(before.finding("sg-1", reading).verdict())
                        .as(describe(seed, some, more))
                        .isLessThanOrEqualTo(after.finding("sg-1", reading).verdict());
            }
        }
    }

    @Test
    void unknownBecomesFailAtTheWidestAndPassAtTheNarrowestAndNothingElseMoves() {
        int unknowns = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Case world = new Case(new SplittableRandom(seed));
            List<Twin> rules = world.rules(1 + world.random.nextInt(4));

            Scanned asRead = world.scan(real(rules));
            Scanned widest = world.scan(
                    rules.stream().flatMap(twin -> twin.widest.stream()).toList());
            Scanned narrowest = world.scan(
                    rules.stream().flatMap(twin -> twin.narrowest.stream()).toList());

            for (Reading reading : Reading.values()) {
                Verdict verdict = asRead.finding("sg-1", reading).verdict();
                boolean unknown = verdict == Verdict.UNKNOWN;
                unknowns += unknown ? 1 : 0;
                assertThat(widest.finding("sg-1", reading).verdict())
                        .as(describe(seed, rules))
                        .isEqualTo(unknown ? Verdict.FAIL : verdict);
                assertThat(narrowest.finding("sg-1", reading).verdict())
                        .as(describe(seed, rules))
                        .isEqualTo(unknown ? Verdict.PASS : verdict);
            }
        }
        assertThat(unknowns).isGreaterThan(500);
    }

    /** The order of rules, and what was judged before, change nothing. */
    @Test
    void theSameRulesInAnotherOrderGiveTheSameAnswer() {
        for (long seed = 0; seed < SEEDS / 4; seed++) {
            Case world = new Case(new SplittableRandom(seed));
            List<SecurityGroupRule> rules = new ArrayList<>(real(world.rules(4)));
            Inventory inventory = world.inventory();
            for (int group = 0; group < 4; group++) {
                inventory.with(Fixtures.group(Fixtures.SCOPE, "sg-" + group, rules));
                Collections.rotate(rules, group % 2);
            }

            Scanned scanned = Scanned.of(inventory, world.policy);

            Finding first = scanned.finding("sg-0", Reading.ALL_PORTS);
            for (int group = 1; group < 4; group++) {
                Finding other = scanned.finding("sg-" + group, Reading.ALL_PORTS);
                assertThat(other.verdict()).as("seed %d", seed).isEqualTo(first.verdict());
                assertThat(other.exposure()).as("seed %d", seed).isEqualTo(first.exposure());
                assertThat(other.opening().tcp())
                        .as("seed %d", seed)
                        .isEqualTo(first.opening().tcp());
                assertThat(other.opening().rules())
                        .as("seed %d", seed)
                        .hasSameElementsAs(first.opening().rules());
            }
        }
    }

    /** Without the rules that a finding names, nothing of what it shows is open. */
    @Test
    void theRulesThatAreNamedAreEnoughToClose() {
        int failing = 0;
        for (long seed = 0; seed < SEEDS; seed++) {
            Case world = new Case(new SplittableRandom(seed));
            List<SecurityGroupRule> rules = real(world.rules(6));
            Opening opening =
                    world.scan(rules).finding("sg-1", Reading.ANY_PORT).opening();
            List<SecurityGroupRule> left = rules.stream()
                    .filter(rule -> !opening.rules().contains(rule))
                    .toList();

            assertThat(world.scan(left).finding("sg-1", Reading.ANY_PORT).verdict())
                    .as(describe(seed, rules))
                    .isNotEqualTo(Verdict.FAIL);
            failing += opening.rules().isEmpty() ? 0 : 1;
        }
        assertThat(failing).isGreaterThan(1_000);
    }

    private static Supplier<String> describe(long seed, Object... steps) {
        return () -> "seed " + seed + ": " + Arrays.toString(steps);
    }

    private static String worse(String one, String other) {
        List<String> order = List.of("pass", "unknown", "fail");
        return order.get(Math.max(order.indexOf(one), order.indexOf(other)));
    }

    private static List<SecurityGroupRule> real(List<Twin> twins) {
        return twins.stream().map(Twin::rule).toList();
    }

    private static List<SmallWorld.Rule> model(List<Twin> twins) {
        return twins.stream().map(Twin::model).toList();
    }

    /**
     * One rule, four times.
     *
     * @param rule as read
     * @param model as the model sees it
     * @param widest the rules that it is if everything unresolved is as wide as can be
     * @param narrowest the rules that it is if everything unresolved is nothing
     */
    private record Twin(
            SecurityGroupRule rule,
            SmallWorld.Rule model,
            List<SecurityGroupRule> widest,
            List<SecurityGroupRule> narrowest) {

        @Override
        public String toString() {
            return rule.toString();
        }
    }

    /** Some blocks as CIDR text, with the same blocks in the model. */
    private record Block(String cidr, Where where) {}

    /** One random world: a policy, prefix lists, and the rules that are drawn from it. */
    private static final class Case {

        private final SplittableRandom random;
        private final int worldPermille;
        private final int portsPermille;
        private final Policy policy;
        private final List<ManagedPrefixList> lists = new ArrayList<>();
        private final TreeMap<String, Where> known = new TreeMap<>();
        private final TreeMap<String, Where> most = new TreeMap<>();

        Case(SplittableRandom random) {
            this.random = random;
            worldPermille = WORLD_PERMILLE[random.nextInt(WORLD_PERMILLE.length)];
            portsPermille = PORTS_PERMILLE[random.nextInt(PORTS_PERMILLE.length)];
            policy = new Policy(percent(worldPermille), percent(portsPermille), Severity.HIGH);
            list("pl-whole", ManagedPrefixList.Extent.WHOLE, Optional.empty());
            list("pl-part", ManagedPrefixList.Extent.IN_PART, Optional.of(IpFamily.IPV4));
            list("pl-listed4", ManagedPrefixList.Extent.NOT_READ, Optional.of(IpFamily.IPV4));
            list("pl-listed6", ManagedPrefixList.Extent.NOT_READ, Optional.of(IpFamily.IPV6));
            list("pl-listed", ManagedPrefixList.Extent.NOT_READ, Optional.empty());
            known.put("pl-absent", Where.nowhere());
            most.put("pl-absent", everywhere(true, true));
        }

        private static Share percent(int permille) {
            return new Share(BigInteger.valueOf(permille), 1);
        }

        private void list(String id, ManagedPrefixList.Extent reading, Optional<IpFamily> family) {
            Where entries = Where.nowhere();
            List<String> cidrs = new ArrayList<>();
            for (int i = reading == ManagedPrefixList.Extent.NOT_READ ? 0 : random.nextInt(5); i > 0; i--) {
                Block block = block(family.isPresent());
                cidrs.add(block.cidr());
                add(entries, block.where());
            }
            Where possible = Where.nowhere();
            add(possible, entries);
            if (reading != ManagedPrefixList.Extent.WHOLE) {
                boolean ipv4 = family.isEmpty() || family.get() == IpFamily.IPV4;
                boolean ipv6 = family.isEmpty() || family.get() == IpFamily.IPV6;
                add(possible, everywhere(ipv4, ipv6));
            }
            known.put(id, entries);
            most.put(id, possible);
            String[] texts = cidrs.toArray(String[]::new);
            lists.add(
                    switch (reading) {
                        case WHOLE -> Fixtures.prefixList(id, texts);
                        case IN_PART -> Fixtures.prefixListInPart(id, family.orElseThrow(), texts);
                        case NOT_READ -> Fixtures.prefixListNotRead(id, family);
                    });
        }

        Inventory inventory() {
            Inventory inventory = Fixtures.inventory();
            lists.forEach(inventory::with);
            return inventory;
        }

        Scanned scan(List<SecurityGroupRule> rules) {
            return Scanned.of(inventory().with(Fixtures.group(Fixtures.SCOPE, "sg-1", rules)), policy);
        }

        String verdict(List<Twin> rules, Reading reading) {
            return SmallWorld.verdict(model(rules), reading == Reading.ALL_PORTS, worldPermille, portsPermille);
        }

        List<Twin> rules(int count) {
            List<Twin> rules = new ArrayList<>();
            for (int i = 0; i < count; i++) {
                rules.add(rule());
            }
            return rules;
        }

        private Twin rule() {
            int[] protocols = {-1, 6, 6, 6, 17, 17, 1, 47, 58};
            int protocol = protocols[random.nextInt(protocols.length)];
            int from = random.nextInt(SmallWorld.PORT_BLOCKS);
            int to = from + random.nextInt(SmallWorld.PORT_BLOCKS - from);
            Protocol real = new Protocol(protocol);
            Service service = real.hasPorts()
                    ? Service.of(
                            real,
                            new PortRange(
                                    from * SmallWorld.PORTS_OF_A_BLOCK, (to + 1) * SmallWorld.PORTS_OF_A_BLOCK - 1))
                    : Service.all(real);
            return switch (random.nextInt(10)) {
                case 0, 1 -> toList(service, protocol, from, to);
                case 2 -> unresolved(service, protocol, from, to);
                case 3 -> known(service, protocol, from, to, "sg-9", Where.nowhere());
                default -> {
                    Block block = block(false);
                    yield known(service, protocol, from, to, block.cidr(), block.where());
                }
            };
        }

        private static Twin known(Service service, int protocol, int from, int to, String destination, Where where) {
            Known rule = Known.of(service, Fixtures.destination(destination));
            return new Twin(rule, new SmallWorld.Rule(protocol, from, to, where, where), List.of(rule), List.of(rule));
        }

        private Twin toList(Service service, int protocol, int from, int to) {
            String id = List.copyOf(known.keySet()).get(random.nextInt(known.size()));
            SmallWorld.Rule model = new SmallWorld.Rule(
                    protocol,
                    from,
                    to,
                    known.getOrDefault(id, Where.nowhere()),
                    most.getOrDefault(id, Where.nowhere()));
            Known rule = Known.of(service, Fixtures.destination(id));
            List<SecurityGroupRule> widest = new ArrayList<>();
            List<SecurityGroupRule> narrowest = new ArrayList<>();
            for (ManagedPrefixList list : lists) {
                if (list.id().equals(id)) {
                    list.entries()
                            .forEach(cidr -> narrowest.add(Known.of(service, Fixtures.destination(cidr.toString()))));
                }
            }
            widest.addAll(narrowest);
            boolean whole = id.equals("pl-whole");
            if (!whole && !id.equals("pl-listed6")) {
                widest.add(Known.of(service, Fixtures.destination("0.0.0.0/0")));
            }
            if (!whole && !id.equals("pl-listed4") && !id.equals("pl-part")) {
                widest.add(Known.of(service, Fixtures.destination("::/0")));
            }
            return new Twin(rule, model, widest, narrowest);
        }

        private Twin unresolved(Service service, int protocol, int from, int to) {
            Where where;
            Bound bound;
            List<SecurityGroupRule> widest = new ArrayList<>();
            if (random.nextBoolean()) {
                Block block = block(false);
                where = block.where();
                bound = Bound.of(service, Fixtures.destination(block.cidr()));
                widest.add(Known.of(service, Fixtures.destination(block.cidr())));
            } else {
                boolean ipv4 = random.nextBoolean();
                where = everywhere(ipv4, !ipv4);
                bound = Bound.of(service, ipv4 ? AddressSet.ALL_IPV4 : AddressSet.ALL_IPV6);
                widest.add(Known.of(service, Fixtures.destination(ipv4 ? "0.0.0.0/0" : "::/0")));
            }
            Unresolved rule = new Unresolved(Optional.empty(), bound, "malformed");
            return new Twin(rule, new SmallWorld.Rule(protocol, from, to, Where.nowhere(), where), widest, List.of());
        }

        /** One aligned run of 1 to 256 blocks. */
        private Block block(boolean onlyIpv4) {
            int length = random.nextInt(9);
            int size = 1 << (8 - length);
            int first = random.nextInt(SmallWorld.BLOCKS) / size * size;
            Where where = Where.nowhere();
            int kind = onlyIpv4 ? 0 : random.nextInt(6);
            if (kind <= 2) {
                Arrays.fill(where.ipv4(), first, first + size, true);
                return new Block(first + ".0.0.0/" + length, where);
            }
            if (kind == 3) {
                Arrays.fill(where.nat64(), first, first + size, true);
                return new Block("64:ff9b::" + first + ".0.0.0/" + (96 + length), where);
            }
            if (kind == 4 && length < 3) {
                length = 3 + random.nextInt(6);
                size = 1 << (8 - length);
                first = 0x20 / size * size;
            }
            Arrays.fill(where.ipv6(), first, first + size, true);
            if (first == 0) {
                // 64:ff9b::/96 lies in the first /8
                Arrays.fill(where.nat64(), true);
            }
            return new Block("%x00::/%d".formatted(first, length), where);
        }

        private static Where everywhere(boolean ipv4, boolean ipv6) {
            Where where = Where.nowhere();
            Arrays.fill(where.ipv4(), ipv4);
            Arrays.fill(where.ipv6(), ipv6);
            Arrays.fill(where.nat64(), ipv6);
            return where;
        }

        private static void add(Where to, Where more) {
            for (int block = 0; block < SmallWorld.BLOCKS; block++) {
                to.ipv4()[block] |= more.ipv4()[block];
                to.ipv6()[block] |= more.ipv6()[block];
                to.nat64()[block] |= more.nat64()[block];
            }
        }
    }
}
