package dev.weir.cli;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads an account and a bucket that are played on loopback, so that the class-data archive that the launcher makes of a run of this holds
 * what reading the real ones loads. Nothing leaves the machine; what it finds is thrown away.
 *
 * <p>Arguments: a file with the name of an account, a flow log, and a file that it may write a profile to.
 */
final class Rehearsal {

    private static final Duration LONGEST = Duration.ofSeconds(20);
    private static final Pattern ACTION = Pattern.compile("(?:^|&)Action=(\\w+)");
    private static final Pattern LENGTH = Pattern.compile("(?im)^content-length: *(\\d+)");
    private static final String KEY = "AWSLogs/111122223333/vpcflowlogs/eu-west-1/2026/11/22/"
            + "111122223333_vpcflowlogs_eu-west-1_fl-1_20261122T0000Z_1.log";

    /** What is inside of the answer to an action; of any other action, nothing. */
    private static final Map<String, String> ANSWERS = answers(
            "GetCallerIdentity",
            "<GetCallerIdentityResult><Arn>arn:aws:iam::111122223333:user/u</Arn><Account>111122223333</Account>"
                    + "</GetCallerIdentityResult>",
            "AssumeRole",
            "<AssumeRoleResult><Credentials><AccessKeyId>A</AccessKeyId><SecretAccessKey>S</SecretAccessKey>"
                    + "<SessionToken>T</SessionToken><Expiration>2100-01-01T00:00:00Z</Expiration></Credentials>"
                    + "</AssumeRoleResult>",
            "DescribeSecurityGroups",
            "<securityGroupInfo><item><groupId>sg-1</groupId><groupName>a</groupName><vpcId>vpc-1</vpcId>"
                    + "<ownerId>111122223333</ownerId><ipPermissions/><ipPermissionsEgress><item><ipProtocol>tcp</ipProtocol>"
                    + "<fromPort>443</fromPort><toPort>443</toPort><ipRanges><item><cidrIp>0.0.0.0/0</cidrIp></item></ipRanges>"
                    + "<prefixListIds><item><prefixListId>pl-1</prefixListId></item></prefixListIds>"
                    + "</item></ipPermissionsEgress><tagSet><item><key>k</key><value>v</value></item></tagSet></item>"
                    + "</securityGroupInfo>",
            "DescribeSecurityGroupRules",
            "<securityGroupRuleSet><item><securityGroupRuleId>sgr-1</securityGroupRuleId><groupId>sg-1</groupId>"
                    + "<groupOwnerId>111122223333</groupOwnerId><isEgress>true</isEgress><ipProtocol>tcp</ipProtocol>"
                    + "<fromPort>443</fromPort><toPort>443</toPort><cidrIpv4>0.0.0.0/0</cidrIpv4></item>"
                    + "<item><securityGroupRuleId>sgr-2</securityGroupRuleId><groupId>sg-1</groupId>"
                    + "<groupOwnerId>111122223333</groupOwnerId><isEgress>true</isEgress><ipProtocol>tcp</ipProtocol>"
                    + "<fromPort>443</fromPort><toPort>443</toPort><prefixListId>pl-1</prefixListId></item>"
                    + "</securityGroupRuleSet>",
            "DescribeNetworkInterfaces",
            "<networkInterfaceSet><item><networkInterfaceId>eni-1</networkInterfaceId><subnetId>subnet-1</subnetId>"
                    + "<vpcId>vpc-1</vpcId><ownerId>111122223333</ownerId><status>in-use</status>"
                    + "<privateIpAddress>10.0.0.4</privateIpAddress><sourceDestCheck>true</sourceDestCheck>"
                    + "<groupSet><item><groupId>sg-1</groupId><groupName>a</groupName></item></groupSet>"
                    + "<attachment><attachmentId>a-1</attachmentId><instanceId>i-1</instanceId><deviceIndex>0</deviceIndex>"
                    + "<status>attached</status></attachment><association><publicIp>203.0.113.4</publicIp></association>"
                    + "<privateIpAddressesSet><item><privateIpAddress>10.0.0.4</privateIpAddress><primary>true</primary></item>"
                    + "</privateIpAddressesSet><ipv6AddressesSet/></item></networkInterfaceSet>",
            "DescribeRouteTables",
            "<routeTableSet><item><routeTableId>rtb-1</routeTableId><vpcId>vpc-1</vpcId><ownerId>111122223333</ownerId>"
                    + "<routeSet><item><destinationCidrBlock>10.0.0.0/16</destinationCidrBlock><gatewayId>local</gatewayId>"
                    + "<state>active</state><origin>CreateRouteTable</origin></item>"
                    + "<item><destinationCidrBlock>0.0.0.0/0</destinationCidrBlock><gatewayId>igw-1</gatewayId>"
                    + "<state>active</state><origin>CreateRoute</origin></item></routeSet>"
                    + "<associationSet><item><routeTableAssociationId>rtbassoc-1</routeTableAssociationId>"
                    + "<routeTableId>rtb-1</routeTableId><main>true</main><associationState><state>associated</state>"
                    + "</associationState></item></associationSet></item></routeTableSet>",
            "DescribeManagedPrefixLists",
            "<prefixListSet><item><prefixListId>pl-1</prefixListId><prefixListName>p</prefixListName>"
                    + "<addressFamily>IPv4</addressFamily><state>create-complete</state><version>1</version>"
                    + "<maxEntries>9</maxEntries><ownerId>111122223333</ownerId></item></prefixListSet>",
            "GetManagedPrefixListEntries",
            "<entrySet><item><cidr>192.0.2.0/24</cidr></item></entrySet>",
            "DescribeRegions",
            "<regionInfo><item><regionName>eu-west-1</regionName></item></regionInfo>",
            "DescribeVpcs",
            "<vpcSet><item><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/16</cidrBlock><isDefault>true</isDefault></item></vpcSet>",
            "DescribeSubnets",
            "<subnetSet><item><subnetId>subnet-1</subnetId><vpcId>vpc-1</vpcId><cidrBlock>10.0.0.0/24</cidrBlock></item></subnetSet>");

    private static Map<String, String> answers(String... pairs) {
        Map<String, String> answers = new HashMap<>();
        for (int at = 0; at < pairs.length; at += 2) {
            answers.put(pairs[at], pairs[at + 1]);
        }
        return answers;
    }

    private final byte[] object;

    private Rehearsal(byte[] object) {
        this.object = object;
    }

    public static void main(String[] arguments) throws IOException, InterruptedException {
        Rehearsal rehearsal = new Rehearsal(Files.readAllBytes(Path.of(arguments[1])));
        try (ServerSocket server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress())) {
            start(() -> rehearsal.serve(server));
            Thread commands = start(() -> runAll("127.0.0.1:" + server.getLocalPort(), arguments[0], arguments[2]));
            commands.join(LONGEST.toMillis()); // whoever waits for the archive waits no longer for this
        }
    }

    private static void runAll(String there, String account, String profile) {
        run("scan", "--region", "all", "--format", "json", "--endpoint-url", "http://" + there);
        System.setProperty("aws.endpointUrl", "http://" + there); // what is not typed is looked for in more places
        run("scan", "--accounts", account, "--region", "eu-west-1");
        // Nobody there speaks TLS; what begins a handshake is loaded all the same.
        run("scan", "--region", "eu-west-1", "--endpoint-url", "https://" + there);
        run("observe", "s3://logs/AWSLogs/", "--out", profile, "--endpoint-url", "http://" + there);
    }

    private static void run(String... arguments) {
        ProcessContext surroundings = new ProcessContext(
                "rehearsal",
                OutputStream.nullOutputStream(),
                OutputStream.nullOutputStream(),
                System.getenv(),
                Clock.systemUTC(),
                new StandardStreams()::terminal,
                () -> false,
                WallClockPacer::new);
        new WeirCli(surroundings).run(List.of(arguments));
    }

    private static Thread start(Runnable work) {
        Thread thread = new Thread(work);
        thread.setDaemon(true);
        thread.start();
        return thread;
    }

    private void serve(ServerSocket server) {
        while (true) {
            try {
                Socket caller = server.accept();
                start(() -> answerAll(caller));
            } catch (IOException ended) {
                return;
            }
        }
    }

    private void answerAll(Socket caller) {
        try (caller) {
            for (String head = head(caller.getInputStream()); !head.isEmpty(); head = head(caller.getInputStream())) {
                Matcher length = LENGTH.matcher(head);
                byte[] body = caller.getInputStream().readNBytes(length.find() ? Integer.parseInt(length.group(1)) : 0);
                answer(head, new String(body, StandardCharsets.UTF_8), caller.getOutputStream());
            }
        } catch (IOException gone) {
            return;
        }
    }

    /** A request up to its body; empty where none came, or where it is none. */
    private static String head(InputStream from) throws IOException {
        ByteArrayOutputStream head = new ByteArrayOutputStream();
        for (int read = from.read(); read >= 0 && head.size() < 65_536; read = from.read()) {
            if (head.size() == 0 && read != 'P' && read != 'G') {
                return "";
            }
            head.write(read);
            String text = read == '\n' ? head.toString(StandardCharsets.ISO_8859_1) : "";
            if (text.endsWith("\r\n\r\n")) {
                return text;
            }
        }
        return "";
    }

    private void answer(String head, String body, OutputStream to) throws IOException {
        Matcher action = ACTION.matcher(body);
        boolean isPart = head.toLowerCase(Locale.ROOT).contains("\r\nrange:");
        byte[] content = object;
        if (action.find()) {
            String name = action.group(1);
            content = bytes("<" + name + "Response>" + ANSWERS.getOrDefault(name, "") + "</" + name + "Response>");
        } else if (head.contains("list-type=2")) {
            content = bytes("<ListBucketResult><IsTruncated>false</IsTruncated><Contents><Key>" + KEY
                    + "</Key><ETag>\"1\"</ETag><Size>" + object.length + "</Size></Contents></ListBucketResult>");
        }
        to.write(bytes(
                "HTTP/1.1 " + (isPart ? "206 Partial Content" : "200 OK") + "\r\nContent-Length: " + content.length
                        + (isPart ? "\r\nContent-Range: bytes 0-" + (content.length - 1) + "/" + content.length : "")
                        + "\r\nETag: \"1\"\r\n\r\n"));
        to.write(content);
        to.flush();
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
