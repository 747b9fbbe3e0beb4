package dev.weir.bench;

import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import software.amazon.awssdk.auth.credentials.AwsBasicCredentials;
import software.amazon.awssdk.auth.credentials.AwsCredentials;
import software.amazon.awssdk.auth.credentials.AwsSessionCredentials;
import software.amazon.awssdk.auth.credentials.StaticCredentialsProvider;
import software.amazon.awssdk.http.urlconnection.UrlConnectionHttpClient;
import software.amazon.awssdk.regions.Region;
import software.amazon.awssdk.services.ec2.Ec2Client;
import software.amazon.awssdk.services.sts.StsClient;
import software.amazon.awssdk.services.sts.model.Credentials;

/**
 * The shipped {@code weir scan} of live accounts that moto plays, whole processes, turns taken, medians: five accounts with four
 * Regions each beside Prowler with one check and c7n-org with one policy; and one account with 2,000 groups beside the AWS CLI's
 * bare {@code describe-security-groups}. What moto takes to answer is in the wall time of each, and in no processor time.
 *
 * <p>Run from the root of the repository. Arguments: how often, a Python that has moto, the programs {@code aws}, {@code prowler} and
 * {@code c7n-org}; a rival named {@code -} is left out.
 */
public final class AccountsRace {

    private static final List<String> REGIONS = List.of("eu-central-1", "eu-west-1", "us-east-1", "us-west-2");
    private static final List<String> ACCOUNTS =
            List.of("222233334444", "333344445555", "444455556666", "555566667777", "666677778888");
    private static final int GROUPS = 20;
    private static final int MANY = 2_000;
    private static final String CHECK = "ec2_securitygroup_default_restrict_traffic";

    private AccountsRace() {}

    public static void main(String[] arguments) throws IOException, InterruptedException {
        int runs = Integer.parseInt(arguments[0]);
        Path folder =
                Files.createDirectories(Path.of("bench", "target", "accounts")).toAbsolutePath();
        int port;
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            port = socket.getLocalPort();
        }
        ProcessBuilder builder = new ProcessBuilder(
                        arguments[1], "-m", "moto.server", "-H", "127.0.0.1", "-p", String.valueOf(port))
                .redirectErrorStream(true)
                .redirectOutput(folder.resolve("moto.log").toFile());
        builder.environment().put("MOTO_EC2_LOAD_DEFAULT_AMIS", "false");
        Process moto = builder.start();
        try {
            URI endpoint = URI.create("http://127.0.0.1:" + port);
            awaitReady(endpoint);
            Map<String, String> environment = environment(endpoint);
            for (String account : ACCOUNTS) {
                AwsCredentials role = role(endpoint, account);
                REGIONS.forEach(region -> fill(endpoint, role, region, GROUPS));
            }
            Map<String, List<String>> many = new LinkedHashMap<>();
            many.put("weir scan", weir(folder));
            rival(many, arguments[3], "prowler", prowler(arguments[3], folder));
            rival(many, arguments[4], "c7n-org", custodian(arguments[4], folder));
            report(
                    "%d accounts x %d Regions x %d groups".formatted(ACCOUNTS.size(), REGIONS.size(), GROUPS),
                    ProcessTime.inTurns(many, runs, environment));
            fill(endpoint, AwsBasicCredentials.create("a", "b"), "eu-west-1", MANY);
            Map<String, List<String>> one = new LinkedHashMap<>();
            one.put("weir scan", List.of("./weir", "scan", "--region", "eu-west-1", "--format", "json"));
            one.put("aws", List.of(arguments[2], "ec2", "describe-security-groups", "--region", "eu-west-1"));
            report("%d groups".formatted(MANY), ProcessTime.inTurns(one, runs, environment));
        } finally {
            moto.destroy();
        }
    }

    private static void report(String what, Map<String, ProcessTime> times) {
        ProcessTime weir = Objects.requireNonNull(times.get("weir scan"));
        System.out.println(what);
        times.forEach((name, time) -> System.out.printf(
                "  %-10s %s, %.2f and %.2f times weir's%n",
                name, time, time.wall() / weir.wall(), time.processor() / weir.processor()));
    }

    private static void rival(Map<String, List<String>> to, String program, String name, List<String> command) {
        if (!program.equals("-")) {
            to.put(name, command);
        }
    }

    private static Map<String, String> environment(URI endpoint) {
        Map<String, String> environment = new HashMap<>(Map.of(
                "WEIR_JAVA",
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "AWS_ENDPOINT_URL", endpoint.toString(),
                "AWS_ACCESS_KEY_ID", "AKIAIOSFODNN7EXAMPLE",
                "AWS_SECRET_ACCESS_KEY", "secret",
                "AWS_REGION", "eu-west-1",
                "AWS_DEFAULT_REGION", "eu-west-1",
                "AWS_CONFIG_FILE", "/dev/null",
                "AWS_SHARED_CREDENTIALS_FILE", "/dev/null"));
        environment.put("AWS_EC2_METADATA_DISABLED", "true");
        return environment;
    }

    private static List<String> weir(Path folder) throws IOException {
        Path accounts = Files.write(folder.resolve("accounts.txt"), ACCOUNTS);
        List<String> command =
                new ArrayList<>(List.of("./weir", "scan", "--accounts", accounts.toString(), "--format", "json"));
        REGIONS.forEach(region -> command.addAll(List.of("--region", region)));
        return command;
    }

    /** One run for each account: more than one it does not take. */
    private static List<String> prowler(String program, Path folder) {
        String one = program + " aws --role arn:aws:iam::$account:role/WeirRead --check " + CHECK
                + " --no-banner --output-formats json-ocsf --output-directory " + folder.resolve("prowler")
                + " --region "
                + String.join(" ", REGIONS);
        return List.of("sh", "-c", "for account in " + String.join(" ", ACCOUNTS) + "; do " + one + "; done");
    }

    private static List<String> custodian(String program, Path folder) throws IOException {
        StringBuilder accounts = new StringBuilder("accounts:\n");
        for (String account : ACCOUNTS) {
            accounts.append("- {account_id: '%1$s', name: a%1$s, role: 'arn:aws:iam::%1$s:role/WeirRead'}%n"
                    .formatted(account));
        }
        Path config = Files.writeString(folder.resolve("accounts.yml"), accounts);
        Path policy = Files.writeString(folder.resolve("policy.yml"), """
                policies:
                - name: open-egress
                  resource: aws.security-group
                  filters:
                  - type: egress
                    Cidr: {value: 0.0.0.0/0}
                """);
        Path out = folder.resolve("custodian");
        String run = "rm -rf " + out + "; " + program + " run -c " + config + " -u " + policy + " -s " + out
                + " --cache-period 0 -r " + String.join(" -r ", REGIONS);
        return List.of("sh", "-c", run);
    }

    private static AwsCredentials role(URI endpoint, String account) {
        try (StsClient sts = StsClient.builder()
                .endpointOverride(endpoint)
                .region(Region.EU_WEST_1)
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(AwsBasicCredentials.create("a", "b")))
                .build()) {
            Credentials given = sts.assumeRole(request -> request.roleArn("arn:aws:iam::" + account + ":role/owner")
                            .roleSessionName("owner"))
                    .credentials();
            return AwsSessionCredentials.create(given.accessKeyId(), given.secretAccessKey(), given.sessionToken());
        }
    }

    private static void fill(URI endpoint, AwsCredentials credentials, String region, int groups) {
        try (Ec2Client ec2 = Ec2Client.builder()
                .endpointOverride(endpoint)
                .region(Region.of(region))
                .httpClient(UrlConnectionHttpClient.create())
                .credentialsProvider(StaticCredentialsProvider.create(credentials))
                .build()) {
            String vpc = ec2.describeVpcs(request -> {}).vpcs().get(0).vpcId();
            for (int number = 0; number < groups; number++) {
                String name = "group-" + number;
                ec2.createSecurityGroup(
                        request -> request.groupName(name).description("d").vpcId(vpc));
            }
        }
    }

    private static void awaitReady(URI endpoint) throws IOException, InterruptedException {
        for (int attempt = 0; ; attempt++) {
            try {
                HttpURLConnection connection = (HttpURLConnection)
                        endpoint.resolve("/moto-api/data.json").toURL().openConnection();
                try (InputStream answer = connection.getInputStream()) {
                    answer.readAllBytes();
                }
                return;
            } catch (IOException notYet) {
                if (attempt > 300) {
                    throw notYet;
                }
                Thread.sleep(200);
            }
        }
    }
}
