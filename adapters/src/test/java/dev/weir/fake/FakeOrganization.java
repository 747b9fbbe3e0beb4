package dev.weir.fake;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Queue;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Function;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.IntStream;

/**
 * Very many accounts that are read alone: Organizations, STS and EC2 over loopback, made up as they are asked, so that they take
 * no memory. Whose answer it is, the access key tells, which is made of the account that its role was assumed in.
 *
 * <p>Each Region of each account has a VPC, a subnet and security groups, of which every tenth is open to the world, in pages as
 * long as the caller allows; of one Region that is busy, in pages of one group.
 */
public final class FakeOrganization implements AutoCloseable {

    private static final Pattern SIGNED = Pattern.compile("Credential=([^/]+)/\\d+/([^/]+)/([^/]+)/aws4_request");
    private static final Pattern ROLE = Pattern.compile("arn:aws:iam::(\\d{12}):role/.*");
    private static final String TEMPORARY = "ASIA";

    private final int accounts;
    private final int groups;
    private final Set<String> refusing = ConcurrentHashMap.newKeySet();
    private final Queue<Call> calls = new ConcurrentLinkedQueue<>();
    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private volatile String busy = "";
    private volatile int busyGroups;

    private FakeOrganization(int accounts, int groups) throws IOException {
        this.accounts = accounts;
        this.groups = groups;
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 1024);
        server.createContext("/", this::handle);
        server.setExecutor(workers);
        server.start();
    }

    /** So many accounts, with so many groups in each Region. */
    public static FakeOrganization of(int accounts, int groups) {
        try {
            return new FakeOrganization(accounts, groups);
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    /**
     * A call as it arrived.
     *
     * @param account whose credentials it was signed with
     * @param region the Region that it was signed for
     * @param action such as {@code DescribeVpcs}
     * @param at when it arrived, in the JVM's nanoseconds
     */
    public record Call(String account, String region, String action, long at) {

        /** What AWS keeps a bucket of tokens for. */
        public String bucket() {
            return account + " " + region + " " + action;
        }
    }

    /** The account of this number, from 0; the first is the management account. */
    public static String account(int number) {
        return "%012d".formatted(100_000_000_000L + number);
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** Lets nobody assume a role in this account. */
    public FakeOrganization refuse(String account) {
        refusing.add(account);
        return this;
    }

    /** Gives this account so many groups in this Region, one a page. */
    public FakeOrganization busy(String account, String region, int many) {
        busy = account + " " + region;
        busyGroups = many;
        return this;
    }

    /** Every call since the last {@link #forget}, in the order of arrival. */
    public List<Call> calls() {
        return List.copyOf(calls);
    }

    /** Forgets the calls. */
    public void forget() {
        calls.clear();
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            Map<String, String> form = form(body);
            Matcher signed =
                    SIGNED.matcher(String.valueOf(exchange.getRequestHeaders().getFirst("Authorization")));
            String key = signed.find() ? signed.group(1) : "";
            String account = key.startsWith(TEMPORARY) ? key.substring(TEMPORARY.length()) : account(0);
            String target = exchange.getRequestHeaders().getFirst("X-Amz-Target");
            String action =
                    target == null ? form.getOrDefault("Action", "") : target.substring(target.indexOf('.') + 1);
            String region = key.isEmpty() ? "" : signed.group(2);
            calls.add(new Call(account, region, action, System.nanoTime()));
            Answer answer =
                    target == null ? answer(action, account, region, form) : new Answer(200, json(action, body));
            byte[] bytes = answer.body().getBytes(StandardCharsets.UTF_8);
            exchange.getResponseHeaders()
                    .set("Content-Type", target == null ? "text/xml" : "application/x-amz-json-1.1");
            exchange.sendResponseHeaders(answer.status(), bytes.length);
            exchange.getResponseBody().write(bytes);
        }
    }

    private record Answer(int status, String body) {}

    private static Map<String, String> form(String body) {
        Map<String, String> form = new HashMap<>();
        for (String field : body.split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(
                        field.substring(0, equals),
                        URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    /** The members a hundred at a time; their token is the number of the first. */
    private String json(String action, String body) {
        if (!action.equals("ListAccounts")) {
            return "{}";
        }
        Matcher token = Pattern.compile("\"NextToken\"\\s*:\\s*\"(\\d+)\"").matcher(body);
        int from = token.find() ? Integer.parseInt(token.group(1)) : 0;
        int to = Math.min(accounts, from + 100);
        String page = IntStream.range(from, to)
                .mapToObj(number -> "{\"Id\":\"%s\",\"Name\":\"account %d\",\"Status\":\"ACTIVE\"}"
                        .formatted(account(number), number))
                .collect(Collectors.joining(","));
        return "{\"Accounts\":[" + page + "]" + (to < accounts ? ",\"NextToken\":\"" + to + "\"" : "") + "}";
    }

    private Answer answer(String action, String account, String region, Map<String, String> form) {
        if (action.equals("AssumeRole")) {
            Matcher role = ROLE.matcher(form.getOrDefault("RoleArn", ""));
            if (!role.matches() || refusing.contains(role.group(1))) {
                return new Answer(
                        403,
                        "<ErrorResponse><Error><Type>Sender</Type><Code>AccessDenied</Code><Message>not authorized to perform:"
                                + " sts:AssumeRole</Message></Error></ErrorResponse>");
            }
            return sts(
                    action,
                    "<Credentials><AccessKeyId>" + TEMPORARY + role.group(1)
                            + "</AccessKeyId><SecretAccessKey>secret</SecretAccessKey><SessionToken>token</SessionToken>"
                            + "<Expiration>2099-01-01T00:00:00Z</Expiration></Credentials><AssumedRoleUser>"
                            + "<AssumedRoleId>AROA:weir</AssumedRoleId><Arn>arn:aws:sts::" + role.group(1)
                            + ":assumed-role/WeirRead/weir</Arn></AssumedRoleUser>");
        }
        if (action.equals("GetCallerIdentity")) {
            return sts(
                    action,
                    "<Arn>arn:aws:iam::" + account + ":user/ops</Arn><UserId>AIDA</UserId><Account>" + account
                            + "</Account>");
        }
        return new Answer(
                200,
                "<" + action + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r</requestId>"
                        + ec2(action, account, region, form) + "</" + action + "Response>");
    }

    private static Answer sts(String action, String result) {
        return new Answer(
                200,
                "<%1$sResponse xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><%1$sResult>%2$s</%1$sResult></%1$sResponse>"
                        .formatted(action, result));
    }

    private String ec2(String action, String account, String region, Map<String, String> form) {
        return switch (action) {
            case "DescribeSecurityGroups" ->
                page("securityGroupInfo", account, region, form, id -> group(id, account, region));
            case "DescribeSecurityGroupRules" ->
                page("securityGroupRuleSet", account, region, form, id -> rule(id, account));
            case "DescribeVpcs" ->
                "<vpcSet><item><vpcId>vpc-%1$s</vpcId><ownerId>%1$s</ownerId><cidrBlock>10.0.0.0/16</cidrBlock></item></vpcSet>"
                        .formatted(account);
            case "DescribeSubnets" ->
                "<subnetSet><item><subnetId>subnet-%1$s</subnetId><vpcId>vpc-%1$s</vpcId><ownerId>%1$s</ownerId><cidrBlock>10.0.0.0/24</cidrBlock></item></subnetSet>"
                        .formatted(account);
            case "DescribeNetworkInterfaces" -> "<networkInterfaceSet/>";
            case "DescribeRouteTables" -> "<routeTableSet/>";
            case "DescribeManagedPrefixLists" -> "<prefixListSet/>";
            case "DescribeRegions" ->
                "<regionInfo><item><regionName>eu-west-1</regionName><optInStatus>opt-in-not-required</optInStatus></item></regionInfo>";
            default -> "";
        };
    }

    /** The things of some groups, whose token is the number of the first. */
    private String page(
            String set, String account, String region, Map<String, String> form, Function<String, String> item) {
        boolean isBusy = busy.equals(account + " " + region);
        int all = isBusy ? busyGroups : groups;
        int most = isBusy ? 1 : Integer.parseInt(form.getOrDefault("MaxResults", "1000"));
        int from = Integer.parseInt(form.getOrDefault("NextToken", "0"));
        int to = Math.min(all, from + most);
        String items = IntStream.range(from, to)
                .mapToObj(number -> "<item>" + item.apply(id(account, region, number)) + "</item>")
                .collect(Collectors.joining());
        return "<" + set + ">" + items + "</" + set + ">" + (to < all ? "<nextToken>" + to + "</nextToken>" : "");
    }

    private static String id(String account, String region, int number) {
        return "sg-%s%05x%04x".formatted(account.substring(4), region.hashCode() & 0xfffff, number);
    }

    private static boolean isOpen(String id) {
        return Integer.parseInt(id.substring(id.length() - 4), 16) % 10 == 0;
    }

    private static String group(String id, String account, String region) {
        return "<groupId>%1$s</groupId><ownerId>%2$s</ownerId><groupName>web in %3$s</groupName><groupDescription>-</groupDescription><vpcId>vpc-%2$s</vpcId><ipPermissions/><ipPermissionsEgress><item><ipProtocol>tcp</ipProtocol><fromPort>0</fromPort><toPort>65535</toPort><groups/><ipRanges><item><cidrIp>%4$s</cidrIp></item></ipRanges><prefixListIds/></item></ipPermissionsEgress>"
                .formatted(id, account, region, isOpen(id) ? "0.0.0.0/0" : "10.0.0.0/8");
    }

    private static String rule(String id, String account) {
        return "<securityGroupRuleId>sgr-%1$s</securityGroupRuleId><groupId>%2$s</groupId><groupOwnerId>%3$s</groupOwnerId><isEgress>true</isEgress><ipProtocol>tcp</ipProtocol><fromPort>0</fromPort><toPort>65535</toPort><cidrIpv4>%4$s</cidrIpv4>"
                .formatted(id.substring(3), id, account, isOpen(id) ? "0.0.0.0/0" : "10.0.0.0/8");
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
