package dev.weir.acme;

import static dev.weir.acme.AwsCliJson.permit;
import static dev.weir.acme.AwsCliJson.route;

import dev.weir.acme.AwsCliJson.Eni;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * Acme's inventory: two accounts, three Regions, forty-one security groups, one of each kind of verdict and a normal crowd.
 *
 * <p>Addresses of single hosts and partners are documentation addresses (RFC 5737, RFC 3849); wide blocks stand for
 * themselves.
 */
final class AcmeInventory {

    static final String PRODUCTION = "111122223333";
    static final String DATA = "444455556666";

    private static final Map<String, String> NO_TAGS = Map.of();
    private static final Map<String, String> TERRAFORM = Map.of("managed-by", "terraform", "team", "platform");
    private static final List<Object> ALL_IPV4 = List.of(permit("-1", "", "0.0.0.0/0"));
    private static final List<Object> NOTHING = List.of();

    private AcmeInventory() {}

    /** Writes every file below the folder given as the only argument. */
    public static void main(String[] arguments) throws IOException {
        Path folder = Path.of(arguments[0]);
        for (Map.Entry<String, String> file : files().entrySet()) {
            Path path = folder.resolve(file.getKey());
            Files.createDirectories(path.getParent());
            Files.write(path, file.getValue().getBytes(StandardCharsets.UTF_8));
        }
    }

    /** Path below {@code examples/acme} to content. */
    static Map<String, String> files() {
        Map<String, String> files = new TreeMap<>();
        for (AwsCliJson scope : List.of(productionIreland(), productionVirginia(), dataVirginia(), dataFrankfurt())) {
            scope.files().forEach((name, text) -> files.put(scope.account() + "/" + scope.region() + "/" + name, text));
        }
        return files;
    }

    /** The main production VPC: public, private (NAT) and isolated data subnets in three zones, IPv6 in private ones. */
    private static AwsCliJson productionIreland() {
        AwsCliJson acme = new AwsCliJson(PRODUCTION, "eu-west-1");
        String vpc = "vpc-0a11ce01";
        acme.vpc(vpc, "prod", "10.20.0.0/16", "2001:db8:20::/56");
        acme.flowLog("fl-0a11ce01", vpc, "acme-flow-logs", AcmeFlows.V5, false);
        String[] zones = {"a", "b", "c"};
        for (int zone = 0; zone < 3; zone++) {
            acme.subnet(
                    "subnet-0b00" + zones[zone],
                    vpc,
                    "public-" + zones[zone],
                    "10.20." + zone + ".0/24",
                    "2001:db8:20:" + zone + "::/64");
            acme.subnet(
                    "subnet-0c00" + zones[zone],
                    vpc,
                    "private-" + zones[zone],
                    "10.20." + (16 + zone * 4) + ".0/22",
                    "2001:db8:20:1" + zone + "::/64");
            acme.subnet("subnet-0d00" + zones[zone], vpc, "data-" + zones[zone], "10.20." + (64 + zone) + ".0/24");
        }
        acme.routeTable(
                "rtb-0b000001",
                vpc,
                "public",
                List.of("subnet-0b00a", "subnet-0b00b", "subnet-0b00c"),
                List.of(
                        route("10.20.0.0/16", "local"), route("2001:db8:20::/56", "local"),
                        route("0.0.0.0/0", "igw-0a1b2c01"), route("::/0", "igw-0a1b2c01")));
        acme.routeTable(
                "rtb-0c000001",
                vpc,
                "private",
                List.of("subnet-0c00a", "subnet-0c00b", "subnet-0c00c"),
                List.of(
                        route("10.20.0.0/16", "local"),
                        route("2001:db8:20::/56", "local"),
                        route("pl-6da54004", "vpce-0f3a1c01"),
                        route("0.0.0.0/0", "nat-0a1b2c01"),
                        route("::/0", "eigw-0a1b2c01")));
        acme.routeTable(
                "rtb-0d000001",
                vpc,
                "main, local only",
                List.of(),
                List.of(route("10.20.0.0/16", "local"), route("2001:db8:20::/56", "local")),
                "rtbassoc-0d0000f1");

        acme.prefixList("pl-6da54004", "com.amazonaws.eu-west-1.s3", "AWS", 0, "192.0.2.0/26", "192.0.2.64/27");
        acme.prefixList("pl-6fa54006", "com.amazonaws.eu-west-1.dynamodb", "AWS", 0, "192.0.2.128/27");
        acme.prefixList("pl-0c0ffee1", "acme-offices", PRODUCTION, 10, "198.51.100.0/28", "203.0.113.128/28");

        acme.group("sg-0de0fa01", "default", vpc, ALL_IPV4, List.of(permit("-1", "", "sg-0de0fa01")), NO_TAGS);
        acme.group(
                "sg-0c4d5e6f",
                "payments-worker",
                vpc,
                List.of(permit("-1", "", "0.0.0.0/0", "::/0")),
                NOTHING,
                Map.of("team", "payments"));
        acme.group(
                "sg-0a1b2c3d",
                "web-tier",
                vpc,
                ALL_IPV4,
                List.of(permit("tcp", "8080", "sg-0b2c3d4e")),
                Map.of("team", "shop"));
        acme.group(
                "sg-0b2c3d4e",
                "web-alb",
                vpc,
                List.of(permit("tcp", "8080", "sg-0a1b2c3d")),
                List.of(permit("tcp", "443", "0.0.0.0/0", "::/0"), permit("tcp", "80", "0.0.0.0/0")),
                TERRAFORM);
        acme.group(
                "sg-0d5e44aa",
                "orders-db",
                vpc,
                NOTHING,
                List.of(permit("tcp", "5432", "sg-0a1b2c3d", "sg-0c4d5e6f")),
                TERRAFORM);
        acme.group(
                "sg-0e6f55bb",
                "orders-cache",
                vpc,
                List.of(permit("-1", "", "10.20.0.0/16")),
                List.of(permit("tcp", "6379", "sg-0a1b2c3d")),
                TERRAFORM);
        acme.group(
                "sg-0f10bb02",
                "ci-runner",
                vpc,
                List.of(permit("tcp", "443", "0.0.0.0/0")),
                NOTHING,
                Map.of("team", "platform"));
        acme.group(
                "sg-0a77cc01",
                "bastion",
                vpc,
                List.of(permit("tcp", "22", "10.20.0.0/16")),
                List.of(permit("tcp", "22", "pl-0c0ffee1")),
                TERRAFORM);
        acme.group(
                "sg-0b88dd02",
                "mail-relay",
                vpc,
                List.of(permit("tcp", "587", "198.51.100.25/32"), permit("tcp", "25", "198.51.100.0/24")),
                List.of(permit("tcp", "587", "10.20.0.0/16")),
                NO_TAGS);
        acme.group(
                "sg-0c99ee03",
                "partner-gateway",
                vpc,
                List.of(permit("tcp", "443", "64.0.0.0/6")),
                List.of(permit("tcp", "8443", "10.20.0.0/16")),
                NO_TAGS);
        acme.group(
                "sg-0d11ff04",
                "vendor-agent",
                vpc,
                List.of(permit("tcp", "0-65535", "0.0.0.0/1", "128.0.0.0/1")),
                NOTHING,
                Map.of("team", "security"));
        acme.group(
                "sg-0e22ab05",
                "metrics",
                vpc,
                List.of(permit("tcp", "0-65535", "10.0.0.0/8"), permit("udp", "0-65535", "10.0.0.0/8")),
                List.of(permit("tcp", "9090", "10.20.0.0/16")),
                TERRAFORM);
        acme.group(
                "sg-0f33bc06",
                "lambda-images",
                vpc,
                List.of(permit("tcp", "443", "pl-6da54004", "pl-6fa54006")),
                NOTHING,
                Map.of("aws:cloudformation:stack-name", "images", "team", "shop"));
        acme.group(
                "sg-0a44cd07",
                "lambda-webhooks",
                vpc,
                List.of(permit("tcp", "443", "0.0.0.0/0")),
                NOTHING,
                Map.of("aws:cloudformation:stack-name", "webhooks", "team", "shop"));
        acme.group(
                "sg-0b55de08",
                "eks-cluster-sg-acme-1478",
                vpc,
                ALL_IPV4,
                List.of(permit("-1", "", "sg-0b55de08")),
                Map.of("Name", "eks-cluster-sg-acme-1478", "kubernetes.io/cluster/acme", "owned"));
        acme.group(
                "sg-0c66ef09",
                "partner-ranges-north",
                vpc,
                List.of(permit("tcp", "443", "32.0.0.0/5")),
                NOTHING,
                NO_TAGS);
        acme.group(
                "sg-0d77f00a",
                "partner-ranges-south",
                vpc,
                List.of(permit("tcp", "443", "72.0.0.0/5")),
                NOTHING,
                NO_TAGS);
        acme.group(
                "sg-0e88010b",
                "ipv6-crawler",
                vpc,
                List.of(permit("-1", "", "::/0")),
                NOTHING,
                Map.of("team", "search"));
        acme.group("sg-0f99120c", "endpoints", vpc, NOTHING, List.of(permit("tcp", "443", "10.20.0.0/16")), TERRAFORM);
        acme.group(
                "sg-0aaa230d",
                "reports-db",
                vpc,
                ALL_IPV4,
                List.of(permit("tcp", "3306", "sg-0e22ab05")),
                Map.of("team", "finance"));

        for (int i = 0; i < 3; i++) {
            acme.networkInterface(
                    new Eni("eni-0c4d000" + i, "subnet-0b00" + zones[i], vpc, "10.20." + i + ".30", "sg-0c4d5e6f"),
                    List.of("2001:db8:20:" + i + "::30"),
                    "203.0.113." + (65 + i));
            acme.networkInterface(
                    new Eni(
                            "eni-0b2c000" + i,
                            "subnet-0b00" + zones[i],
                            vpc,
                            List.of("sg-0b2c3d4e"),
                            "interface",
                            "ELB app/web-alb/50dc6c495c0c9188",
                            "10.20." + i + ".10"),
                    List.of(),
                    "203.0.113." + (69 + i));
            acme.networkInterface(
                    new Eni(
                            "eni-0d5e000" + i,
                            "subnet-0d00" + zones[i],
                            vpc,
                            List.of("sg-0d5e44aa"),
                            "interface",
                            "RDSNetworkInterface",
                            "10.20." + (64 + i) + ".12"),
                    List.of(),
                    "");
            acme.networkInterface(
                    new Eni(
                            "eni-0e6f000" + i,
                            "subnet-0d00" + zones[i],
                            vpc,
                            List.of("sg-0e6f55bb"),
                            "interface",
                            "ElastiCache orders-cache",
                            "10.20." + (64 + i) + ".40"),
                    List.of(),
                    "");
            acme.networkInterface(
                    new Eni(
                            "eni-0f99000" + i,
                            "subnet-0c00" + zones[i],
                            vpc,
                            List.of("sg-0f99120c"),
                            "vpc_endpoint",
                            "VPC Endpoint Interface vpce-0ec2" + i,
                            "10.20." + (16 + i * 4) + ".5"),
                    List.of(),
                    "");
        }
        for (int i = 0; i < 14; i++) {
            int zone = i % 3;
            acme.networkInterface(
                    new Eni(
                            "eni-0a1b00" + hex(i),
                            "subnet-0c00" + zones[zone],
                            vpc,
                            "10.20." + (16 + zone * 4) + "." + (20 + i),
                            "sg-0a1b2c3d"),
                    List.of(),
                    "");
        }
        for (int i = 0; i < 5; i++) {
            int zone = i % 3;
            acme.networkInterface(
                    new Eni(
                            "eni-0f1000" + hex(i),
                            "subnet-0c00" + zones[zone],
                            vpc,
                            "10.20." + (17 + zone * 4) + "." + (20 + i),
                            "sg-0f10bb02"),
                    List.of(),
                    "");
        }
        acme.networkInterface(
                new Eni("eni-0a770001", "subnet-0b00a", vpc, "10.20.0.50", "sg-0a77cc01"), List.of(), "203.0.113.74");
        acme.networkInterface(
                new Eni("eni-0b880001", "subnet-0c00a", vpc, "10.20.18.25", "sg-0b88dd02"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0c990001", "subnet-0c00b", vpc, "10.20.22.43", "sg-0c99ee03"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0d110001", "subnet-0c00b", vpc, "10.20.22.60", "sg-0d11ff04"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0e220001", "subnet-0c00c", vpc, "10.20.26.90", "sg-0e22ab05"), List.of(), "");
        acme.networkInterface(
                new Eni(
                        "eni-0f330001",
                        "subnet-0c00a",
                        vpc,
                        List.of("sg-0f33bc06"),
                        "lambda",
                        "AWS Lambda VPC ENI-images-0f33",
                        "10.20.18.71"),
                List.of(),
                "");
        acme.networkInterface(
                new Eni(
                        "eni-0a440001",
                        "subnet-0c00b",
                        vpc,
                        List.of("sg-0a44cd07"),
                        "lambda",
                        "AWS Lambda VPC ENI-webhooks-0a44",
                        "10.20.22.72"),
                List.of(),
                "");
        for (int i = 0; i < 3; i++) {
            acme.networkInterface(
                    new Eni(
                            "eni-0b55000" + i,
                            "subnet-0c00" + zones[i],
                            vpc,
                            "10.20." + (19 + i * 4) + ".10",
                            "sg-0b55de08"),
                    List.of(),
                    "");
        }
        acme.networkInterface(
                new Eni("eni-0c660001", "subnet-0c00c", vpc, "10.20.26.14", "sg-0c66ef09", "sg-0d77f00a"),
                List.of(),
                "");
        acme.networkInterface(
                new Eni("eni-0e880001", "subnet-0c00a", vpc, "10.20.18.88", "sg-0e88010b"),
                List.of("2001:db8:20:10::88"),
                "");
        acme.networkInterface(
                new Eni(
                        "eni-0aaa0001",
                        "subnet-0d00b",
                        vpc,
                        List.of("sg-0aaa230d"),
                        "interface",
                        "RDSNetworkInterface",
                        "10.20.65.20"),
                List.of(),
                "");
        return acme;
    }

    /** A warm standby in Virginia: half of it unattached, one VPC without any way out. */
    private static AwsCliJson productionVirginia() {
        AwsCliJson acme = new AwsCliJson(PRODUCTION, "us-east-1");
        String vpc = "vpc-0b22df02";
        acme.vpc(vpc, "standby", "10.21.0.0/16");
        acme.vpc("vpc-0b22df03", "vault", "10.22.0.0/16");
        acme.subnet("subnet-0e00a", vpc, "private-a", "10.21.0.0/20");
        acme.subnet("subnet-0e00b", vpc, "private-b", "10.21.16.0/20");
        acme.subnet("subnet-0f00a", "vpc-0b22df03", "vault-a", "10.22.0.0/24");
        acme.routeTable(
                "rtb-0e000001",
                vpc,
                "private",
                List.of("subnet-0e00a", "subnet-0e00b"),
                List.of(
                        route("10.21.0.0/16", "local"),
                        route("10.20.0.0/16", "pcx-0aa1bb01"),
                        route("0.0.0.0/0", "nat-0b2c3d02")),
                "rtbassoc-0e0000f1");
        acme.routeTable(
                "rtb-0f000001",
                "vpc-0b22df03",
                "local only",
                List.of(),
                List.of(route("10.22.0.0/16", "local")),
                "rtbassoc-0f0000f1");

        acme.prefixList("pl-63a5400a", "com.amazonaws.us-east-1.s3", "AWS", 0, "192.0.2.192/27");
        acme.prefixList("pl-0a0b0c01", "anywhere", PRODUCTION, 5, "0.0.0.0/0");

        acme.group("sg-0de0fa02", "default", vpc, NOTHING, NOTHING, NO_TAGS);
        acme.group(
                "sg-0de0fa03", "default", "vpc-0b22df03", ALL_IPV4, List.of(permit("-1", "", "sg-0de0fa03")), NO_TAGS);
        acme.group(
                "sg-0a0d0001",
                "standby-web",
                vpc,
                List.of(permit("tcp", "0-65535", "pl-0a0b0c01")),
                List.of(permit("tcp", "8080", "10.21.0.0/16")),
                Map.of("team", "shop"));
        acme.group("sg-0a0d0002", "standby-db", vpc, NOTHING, List.of(permit("tcp", "5432", "sg-0a0d0001")), TERRAFORM);
        acme.group(
                "sg-0a0d0003",
                "vault-hsm",
                "vpc-0b22df03",
                ALL_IPV4,
                List.of(permit("tcp", "2223", "10.22.0.0/16")),
                Map.of("team", "security"));
        acme.group("sg-0a0d0004", "old-jenkins", vpc, ALL_IPV4, List.of(permit("tcp", "8080", "10.0.0.0/8")), NO_TAGS);
        acme.group("sg-0a0d0005", "probes", vpc, List.of(permit("icmp", "8-0", "0.0.0.0/0")), NOTHING, NO_TAGS);
        acme.group("sg-0a0d0006", "backup", vpc, List.of(permit("tcp", "443", "pl-63a5400a")), NOTHING, TERRAFORM);

        for (int i = 0; i < 2; i++) {
            String subnet = i == 0 ? "subnet-0e00a" : "subnet-0e00b";
            acme.networkInterface(
                    new Eni("eni-0a0d010" + i, subnet, vpc, "10.21." + i * 16 + ".11", "sg-0a0d0001"), List.of(), "");
            acme.networkInterface(
                    new Eni(
                            "eni-0a0d020" + i,
                            subnet,
                            vpc,
                            List.of("sg-0a0d0002"),
                            "interface",
                            "RDSNetworkInterface",
                            "10.21." + i * 16 + ".21"),
                    List.of(),
                    "");
        }
        acme.networkInterface(
                new Eni("eni-0a0d0301", "subnet-0f00a", "vpc-0b22df03", "10.22.0.9", "sg-0a0d0003"), List.of(), "");
        acme.networkInterface(new Eni("eni-0a0d0501", "subnet-0e00a", vpc, "10.21.0.31", "sg-0a0d0005"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0a0d0601", "subnet-0e00b", vpc, "10.21.16.41", "sg-0a0d0006"), List.of(), "");
        return acme;
    }

    /** The data account: its way out leads over a transit gateway into a network account that was not read. */
    private static AwsCliJson dataVirginia() {
        AwsCliJson acme = new AwsCliJson(DATA, "us-east-1");
        String vpc = "vpc-0c33ea04";
        acme.vpc(vpc, "data", "10.40.0.0/16");
        acme.flowLog("fl-0c33ea04", vpc, "acme-data-flow-logs", AcmeFlows.V2, true);
        acme.subnet("subnet-0a10a", vpc, "workers-a", "10.40.0.0/20");
        acme.subnet("subnet-0a10b", vpc, "workers-b", "10.40.16.0/20");
        acme.routeTable(
                "rtb-0a100001",
                vpc,
                "to the hub",
                List.of("subnet-0a10a", "subnet-0a10b"),
                List.of(route("10.40.0.0/16", "local"), route("0.0.0.0/0", "tgw-0aa1")),
                "rtbassoc-0a1000f1");
        acme.prefixListWithoutEntries("pl-0123", "shared-egress", "777788889999", 40);
        acme.prefixList("pl-63a5400b", "com.amazonaws.us-east-1.s3", "AWS", 0, "192.0.2.224/28");

        acme.group("sg-0de0fa04", "default", vpc, NOTHING, NOTHING, NO_TAGS);
        acme.group("sg-0d77aa10", "batch", vpc, List.of(permit("-1", "", "pl-0123")), NOTHING, Map.of("team", "data"));
        acme.group(
                "sg-0d77aa11",
                "etl-worker",
                vpc,
                List.of(permit("tcp", "1024-65535", "0.0.0.0/0"), permit("tcp", "443", "pl-63a5400b")),
                NOTHING,
                Map.of("team", "data"));
        acme.group(
                "sg-0d77aa12",
                "warehouse",
                vpc,
                List.of(permit("tcp", "443", "pl-63a5400b")),
                List.of(permit("tcp", "5439", "sg-0d77aa11")),
                TERRAFORM);
        acme.group(
                "sg-0d77aa13",
                "scheduler",
                vpc,
                List.of(
                        permit("tcp", "5439", "sg-0d77aa12"),
                        permit("udp", "53", "10.40.0.0/16"),
                        permit("tcp", "53", "10.40.0.0/16")),
                NOTHING,
                TERRAFORM);
        acme.group(
                "sg-0d77aa14",
                "kafka",
                vpc,
                List.of(permit("tcp", "9092-9094", "sg-0d77aa14")),
                List.of(permit("tcp", "9092-9094", "sg-0d77aa14", "sg-0d77aa11")),
                TERRAFORM);
        acme.group("sg-0d77aa15", "vpn-gre", vpc, List.of(permit("47", "", "0.0.0.0/0")), NOTHING, NO_TAGS);

        for (int i = 0; i < 2; i++) {
            String subnet = i == 0 ? "subnet-0a10a" : "subnet-0a10b";
            String prefix = "10.40." + i * 16 + ".";
            acme.networkInterface(new Eni("eni-0d77001" + i, subnet, vpc, prefix + "10", "sg-0d77aa10"), List.of(), "");
            acme.networkInterface(new Eni("eni-0d77002" + i, subnet, vpc, prefix + "20", "sg-0d77aa11"), List.of(), "");
            acme.networkInterface(new Eni("eni-0d77005" + i, subnet, vpc, prefix + "50", "sg-0d77aa14"), List.of(), "");
        }
        acme.networkInterface(new Eni("eni-0d770031", "subnet-0a10a", vpc, "10.40.0.30", "sg-0d77aa12"), List.of(), "");
        acme.networkInterface(new Eni("eni-0d770041", "subnet-0a10a", vpc, "10.40.0.40", "sg-0d77aa13"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0d770061", "subnet-0a10b", vpc, "10.40.16.60", "sg-0d77aa15"), List.of(), "");
        return acme;
    }

    /** A small analytics shop in Frankfurt, reached by people. */
    private static AwsCliJson dataFrankfurt() {
        AwsCliJson acme = new AwsCliJson(DATA, "eu-central-1");
        String vpc = "vpc-0d44fb05";
        acme.vpc(vpc, "analytics", "10.41.0.0/16");
        acme.flowLog("fl-0d44fb05", vpc, "acme-data-flow-logs", AcmeFlows.V3, false);
        acme.subnet("subnet-0a20a", vpc, "public-a", "10.41.0.0/24");
        acme.subnet("subnet-0a20b", vpc, "private-b", "10.41.16.0/20");
        acme.routeTable(
                "rtb-0a200001",
                vpc,
                "public",
                List.of("subnet-0a20a"),
                List.of(route("10.41.0.0/16", "local"), route("0.0.0.0/0", "igw-0d4e5f03")));
        acme.routeTable(
                "rtb-0a200002",
                vpc,
                "private",
                List.of("subnet-0a20b"),
                List.of(route("10.41.0.0/16", "local"), route("0.0.0.0/0", "nat-0d4e5f03")),
                "rtbassoc-0a2000f2");
        acme.prefixList("pl-6ea54007", "com.amazonaws.eu-central-1.s3", "AWS", 0, "192.0.2.240/28");

        acme.group("sg-0de0fa05", "default", vpc, ALL_IPV4, List.of(permit("-1", "", "sg-0de0fa05")), NO_TAGS);
        acme.group(
                "sg-0e77bb20",
                "notebook",
                vpc,
                List.of(
                        permit("tcp", "443", "0.0.0.0/0"),
                        permit("tcp", "80", "0.0.0.0/0"),
                        permit("udp", "443", "0.0.0.0/0")),
                NOTHING,
                Map.of("team", "analytics"));
        acme.group(
                "sg-0e77bb21",
                "dashboards",
                vpc,
                List.of(permit("tcp", "5439", "10.41.16.0/20")),
                List.of(permit("tcp", "443", "203.0.113.128/28")),
                TERRAFORM);
        acme.group(
                "sg-0e77bb22",
                "presto",
                vpc,
                List.of(permit("-1", "", "sg-0e77bb22"), permit("tcp", "443", "pl-6ea54007")),
                List.of(permit("-1", "", "sg-0e77bb22")),
                TERRAFORM);
        acme.group(
                "sg-0e77bb23",
                "sftp",
                vpc,
                List.of(permit("tcp", "22", "198.51.100.32/28")),
                List.of(permit("tcp", "22", "198.51.100.32/28")),
                NO_TAGS);
        acme.group(
                "sg-0e77bb24",
                "airgap",
                vpc,
                List.of(permit("icmp", "252-86", "255.255.255.255/32")),
                NOTHING,
                Map.of("aws:cloudformation:stack-name", "airgap"));

        acme.networkInterface(
                new Eni("eni-0e77020a", "subnet-0a20b", vpc, "10.41.16.20", "sg-0e77bb20"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0e77020b", "subnet-0a20b", vpc, "10.41.16.21", "sg-0e77bb20"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0e77021a", "subnet-0a20a", vpc, "10.41.0.30", "sg-0e77bb21"), List.of(), "203.0.113.90");
        acme.networkInterface(
                new Eni("eni-0e77022a", "subnet-0a20b", vpc, "10.41.16.40", "sg-0e77bb22"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0e77022b", "subnet-0a20b", vpc, "10.41.16.41", "sg-0e77bb22"), List.of(), "");
        acme.networkInterface(
                new Eni("eni-0e77023a", "subnet-0a20a", vpc, "10.41.0.50", "sg-0e77bb23"), List.of(), "203.0.113.91");
        acme.networkInterface(
                new Eni("eni-0e77024a", "subnet-0a20b", vpc, "10.41.16.60", "sg-0e77bb24"), List.of(), "");
        return acme;
    }

    private static String hex(int number) {
        return String.format("%02x", number);
    }
}
