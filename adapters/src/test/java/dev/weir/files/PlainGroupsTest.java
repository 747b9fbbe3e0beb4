package dev.weir.files;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.Policy;
import dev.weir.finding.Scan;
import dev.weir.inventory.Problem;
import dev.weir.inventory.SecurityGroup;
import dev.weir.report.commands.Remedies;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SplittableRandom;
import org.junit.jupiter.api.Test;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;

/** The fast reader of groups against the one that a JSON parser drives: same bytes, same groups, same problems. */
class PlainGroupsTest {

    private static final SourceFile FILE =
            new SourceFile(Path.of("groups.json"), "groups.json", Path.of(""), dev.weir.inventory.Scope.UNKNOWN, true);

    private static final String[] VALUES = {
        "{\"CidrIp\":\"0.0.0.0/0\"}",
        "{\"CidrIp\":\"10.1.2.3/8\",\"Description\":\"a\"}",
        "{\"CidrIp\":\"010.0.0.0/8\"}",
        "{\"CidrIp\":\"300.1.1.1/8\"}",
        "{\"CidrIp\":\"1.2.3.4\"}",
        "{\"CidrIp\":\"1.2.3.4/33\"}",
        "{\"CidrIp\":\"1.2.3.4/08\"}",
        "{\"Description\":\"no address\"}",
        "{\"CidrIp\":\"192.0.2.0/24\",\"CidrIp\":\"192.0.2.0/24\"}",
        "{\"CidrIp\":\"192.0.2.0/24\",\"More\":[1,{\"x\":\"y\"}]}",
        "{\"CidrIp\":\"192.0.2.0/24\",\"Description\":\"caf\u00e9 \\\"x\\\"\"}",
        "{\"CidrIp\":\"192.0.2.0/24\",\"Description\":null}",
        "{}",
        "17"
    };
    private static final String[] PORTS = {
        "\"FromPort\":443,\"ToPort\":443,",
        "\"FromPort\":-1,\"ToPort\":-1,",
        "",
        "\"FromPort\":80,",
        "\"FromPort\": 1 ,\"ToPort\":70000,",
        "\"FromPort\":90,\"ToPort\":80,",
        "\"FromPort\":\"22\",\"ToPort\":22,",
        "\"FromPort\":1e2,\"ToPort\":100,",
        "\"FromPort\":null,\"ToPort\":null,"
    };
    private static final String[] PROTOCOLS = {"tcp", "udp", "-1", "icmp", "6", "TCP", "quic", "", "58"};

    /** What a reader gave, and how it ended. */
    private record Read(List<SecurityGroup> groups, List<String> problems, boolean syntaxError) {}

    @Test
    void readsWhatTheParserReads() throws IOException {
        for (long seed = 1; seed <= 3000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = document(random).getBytes(StandardCharsets.UTF_8);
            if (random.nextInt(3) == 0) {
                bytes = damaged(bytes, random);
            }

            assertThat(fast(bytes, GroupParts.ALL)).as("seed %d", seed).isEqualTo(parsed(bytes));
        }
    }

    @Test
    void leavesOutWhatAScanDoesNotLookAtButNoProblem() throws IOException {
        for (long seed = 1; seed <= 1000; seed++) {
            byte[] bytes = document(new SplittableRandom(seed)).getBytes(StandardCharsets.UTF_8);

            Read whole = fast(bytes, GroupParts.ALL);
            Read part = fast(bytes, GroupParts.FOR_SCAN);

            assertThat(part.problems()).as("seed %d", seed).isEqualTo(whole.problems());
            assertThat(part.groups().stream().map(PlainGroupsTest::lean).toList())
                    .as("seed %d", seed)
                    .isEqualTo(
                            whole.groups().stream().map(PlainGroupsTest::lean).toList());
            assertThat(findings(part)).as("seed %d", seed).isEqualTo(findings(whole));
        }
    }

    @Test
    void leavesOutRulesThatNoFindingTellsOf() throws IOException {
        int leftOut = 0;
        for (long seed = 1; seed <= 1000; seed++) {
            SplittableRandom random = new SplittableRandom(seed);
            byte[] bytes = ("{\"SecurityGroups\":[{\"GroupId\":\"sg-1\",\"IpPermissions\":[],\"IpPermissionsEgress\":["
                            + destinations(random) + "]}]}")
                    .getBytes(StandardCharsets.UTF_8);

            Read whole = fast(bytes, GroupParts.ALL);
            Read part = fast(bytes, GroupParts.FOR_SCAN);

            assertThat(findings(part))
                    .as(new String(bytes, StandardCharsets.UTF_8))
                    .isEqualTo(findings(whole));
            leftOut += whole.groups().get(0).outbound().size()
                    - part.groups().get(0).outbound().size();
        }
        assertThat(leftOut).isGreaterThan(700);
    }

    @Test
    void keepsAPrivateNetworkThatMakesOneBlockWithAPublicOne() throws IOException {
        byte[] bytes = """
            {"SecurityGroups":[{"GroupId":"sg-1","IpPermissions":[],"IpPermissionsEgress":[
            {"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"192.168.0.0/16"},{"CidrIp":"192.169.0.0/16"}]},
            {"IpProtocol":"tcp","FromPort":443,"ToPort":443,"IpRanges":[{"CidrIp":"192.170.0.0/15"}]}]}]}
            """.getBytes(StandardCharsets.UTF_8);

        assertThat(fast(bytes, GroupParts.FOR_SCAN).groups().get(0).outbound()).hasSize(3);
    }

    /** Permissions to networks at and beside the edges of the private ones, and to everything else there is. */
    private static String destinations(SplittableRandom random) {
        String[] cidrs = {
            "0.0.0.0/0",
            "0.0.0.0/0",
            "10.0.0.0/8",
            "10.255.255.255/32",
            "10.0.0.0/7",
            "9.255.0.0/16",
            "11.0.0.0/16",
            "172.16.0.0/12",
            "172.31.0.0/16",
            "172.32.0.0/12",
            "172.0.0.0/12",
            "172.16.0.0/11",
            "192.168.0.0/16",
            "192.168.7.9/24",
            "192.168.0.0/15",
            "192.169.0.0/16",
            "100.64.0.0/10",
            "127.0.0.0/8",
            "192.0.2.0/24",
            "0.0.0.0/1",
            "128.0.0.0/1",
            "10.1.2.3/0"
        };
        List<String> permissions = new ArrayList<>();
        for (int count = 1 + random.nextInt(3); count > 0; count--) {
            List<String> ranges = new ArrayList<>();
            for (int i = random.nextInt(4); i > 0; i--) {
                String cidr = "\"CidrIp\":\"" + cidrs[random.nextInt(random.nextInt(3) == 0 ? cidrs.length : 4)] + "\"";
                String description = "\"Description\":\"" + random.nextInt(3) + "\"";
                ranges.add("{" + (random.nextBoolean() ? cidr : description + "," + cidr) + "}");
            }
            permissions.add(
                    "{\"IpProtocol\":\"" + (random.nextBoolean() ? "tcp" : "udp") + "\",\"FromPort\":443,\"ToPort\":"
                            + (random.nextBoolean() ? 443 : 65_535) + ",\"UserIdGroupPairs\":["
                            + (random.nextInt(3) == 0 ? "{\"GroupId\":\"sg-9\",\"UserId\":\"111122223333\"}" : "")
                            + "],\"IpRanges\":[" + String.join(",", ranges) + "],\"Ipv6Ranges\":["
                            + (random.nextInt(5) == 0 ? "{\"CidrIpv6\":\"::/0\"}" : "")
                            + "],\"PrefixListIds\":["
                            + (random.nextInt(6) == 0 ? "{\"PrefixListId\":\"pl-1\"}" : "") + "]}");
        }
        return String.join(",", permissions);
    }

    /** What a scan of these groups finds, but for the groups themselves. */
    private static List<String> findings(Read read) {
        List<String> findings = new ArrayList<>();
        Scan scan = new Scan(
                Policy.DEFAULT,
                finding -> findings.add(String.join(
                        " | ",
                        finding.subject().id(),
                        finding.reading().id(),
                        finding.verdict().toString(),
                        finding.severity().toString(),
                        finding.opening().toString(),
                        finding.exposure().toString(),
                        finding.unresolved().toString(),
                        finding.notices().toString(),
                        new Remedies(Policy.DEFAULT, () -> PrefixLists.NONE)
                                .of(finding)
                                .toString())));
        read.groups().forEach(scan::securityGroup);
        return findings;
    }

    @Test
    void readsAGroupThatIsLargerThanItsWindow() throws IOException {
        String rule =
                "{\"IpProtocol\":\"tcp\",\"FromPort\":1,\"ToPort\":2,\"IpRanges\":[{\"CidrIp\":\"192.0.2.0/24\"}]}";
        StringBuilder text = new StringBuilder("{\"SecurityGroups\":[{\"GroupId\":\"sg-1\",\"IpPermissions\":[],"
                + "\"IpPermissionsEgress\":[" + rule);
        for (int i = 0; i < 20_000; i++) {
            text.append(",\n").append(rule);
        }
        byte[] bytes = text.append("]}]}").toString().getBytes(StandardCharsets.UTF_8);

        Read read = fast(bytes, GroupParts.ALL);

        assertThat(read.groups().get(0).outbound()).hasSize(20_001);
        assertThat(read).isEqualTo(parsed(bytes));
    }

    private static SecurityGroup lean(SecurityGroup group) {
        return new SecurityGroup(
                group.scope(),
                group.id(),
                group.name(),
                "",
                group.vpc(),
                group.arn(),
                List.of(),
                List.of(),
                Map.of(),
                group.origin());
    }

    private static Read fast(byte[] bytes, GroupParts parts) throws IOException {
        List<SecurityGroup> groups = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        GroupReader.Taker taker = taker(groups, problems);
        PlainGroups plain =
                new PlainGroups(new ByteArrayInputStream(bytes), FILE, parts, new GroupReader.Memory(), taker);
        boolean error = !plain.read() && !parse(bytes, plain.taken(), taker);
        return new Read(groups, problems, error);
    }

    private static Read parsed(byte[] bytes) {
        List<SecurityGroup> groups = new ArrayList<>();
        List<String> problems = new ArrayList<>();
        boolean whole = parse(bytes, 0, taker(groups, problems));
        return new Read(groups, problems, !whole);
    }

    private static boolean parse(byte[] bytes, long taken, GroupReader.Taker taker) {
        try (JsonParser parser = Json.parser(new ByteArrayInputStream(bytes))) {
            new GroupReader(parser, Lines.of(FILE), new GroupReader.Memory(), taker)
                    .leavingOut(taken)
                    .read();
            return true;
        } catch (JacksonException error) {
            return false;
        }
    }

    private static GroupReader.Taker taker(List<SecurityGroup> groups, List<String> problems) {
        return new GroupReader.Taker() {
            @Override
            public void group(SecurityGroup group) {
                groups.add(group);
            }

            @Override
            public void problem(Problem problem) {
                problems.add(problem.toString());
            }
        };
    }

    private static byte[] damaged(byte[] bytes, SplittableRandom random) {
        byte[] damaged = bytes.clone();
        int at = random.nextInt(bytes.length);
        return switch (random.nextInt(3)) {
            case 0 -> Arrays.copyOf(bytes, at);
            case 1 -> {
                damaged[at] = (byte) random.nextInt(256);
                yield damaged;
            }
            default -> {
                System.arraycopy(bytes, at + 1, damaged, at, bytes.length - at - 1);
                yield Arrays.copyOf(damaged, bytes.length - 1);
            }
        };
    }

    private static String document(SplittableRandom random) {
        StringBuilder text = new StringBuilder("{\"SecurityGroups\":[");
        int groups = random.nextInt(4);
        for (int i = 0; i < groups; i++) {
            text.append(i == 0 ? "" : random.nextBoolean() ? ",\n" : " ,\r\n ").append(group(i, random));
        }
        return text.append(random.nextInt(8) == 0 ? "],\"NextToken\":\"x\"}" : random.nextBoolean() ? "]}\n" : "]}")
                .toString();
    }

    private static String group(int number, SplittableRandom random) {
        List<String> members = new ArrayList<>();
        members.add("\"GroupId\":\"sg-" + number + "\"");
        members.add("\"IpPermissionsEgress\": " + rules(random));
        members.add("\"IpPermissions\":" + rules(random));
        optional(random, 2, "\"Tags\":[{\"Key\":\"Name\",\"Value\":\"v\"},{\"Value\":\"w\",\"Key\":\"k\"}]")
                .ifPresent(members::add);
        optional(random, 2, "\"OwnerId\":\"111122223333\"").ifPresent(members::add);
        optional(
                        random,
                        2,
                        "\"SecurityGroupArn\":\"arn:aws:ec2:eu-west-1:111122223333:security-group/sg-" + number + "\"")
                .ifPresent(members::add);
        optional(random, 3, "\"VpcId\":\"vpc-1\"").ifPresent(members::add);
        optional(random, 3, "\"VpcId\":null").ifPresent(members::add);
        optional(random, 3, "\"GroupName\" : \"a \\u0041 \u00fc\"").ifPresent(members::add);
        optional(random, 3, "\"Description\":\"plain\"").ifPresent(members::add);
        optional(random, 9, "\"Extra\":{\"a\":[true,1.5,\"x\"]}").ifPresent(members::add);
        optional(random, 30, "\"GroupId\":\"sg-again\"").ifPresent(members::add);
        if (random.nextInt(20) == 0) {
            members.remove(random.nextInt(3));
        }
        for (int i = members.size() - 1; i > 0; i--) {
            members.add(members.remove(random.nextInt(i + 1)));
        }
        return "{" + String.join(random.nextBoolean() ? "," : ",\n  ", members) + "}";
    }

    private static Optional<String> optional(SplittableRandom random, int oneIn, String text) {
        return random.nextInt(oneIn) == 0 ? Optional.of(text) : Optional.empty();
    }

    private static String rules(SplittableRandom random) {
        List<String> rules = new ArrayList<>();
        for (int count = random.nextInt(3); count > 0; count--) {
            int oddness = random.nextInt(3) == 0 ? 100 : 1;
            String value = VALUES[oddness == 1 ? random.nextInt(2) : random.nextInt(VALUES.length)];
            rules.add("{\"IpProtocol\":\""
                    + PROTOCOLS[oddness == 1 ? random.nextInt(3) : random.nextInt(PROTOCOLS.length)]
                    + "\"," + PORTS[oddness == 1 ? random.nextInt(2) : random.nextInt(PORTS.length)]
                    + "\"UserIdGroupPairs\":["
                    + (random.nextInt(4) == 0
                            ? "{\"UserId\":\"111122223333\",\"GroupId\":\"sg-9\",\"VpcId\":\"v\"}"
                            : "")
                    + "],\"IpRanges\":[" + value + (random.nextBoolean() ? "," + VALUES[0] : "") + "],\"Ipv6Ranges\":["
                    + (random.nextInt(4) == 0 ? "{\"CidrIpv6\":\"2001:db8::/32\"}" : "")
                    + (random.nextInt(40) == 0 ? "{\"CidrIpv6\":\"zz\"}" : "")
                    + "],\"PrefixListIds\":[" + (random.nextInt(5) == 0 ? "{\"PrefixListId\":\"pl-1\"}" : "") + "]}");
        }
        return "[" + String.join(", ", rules) + "]";
    }
}
