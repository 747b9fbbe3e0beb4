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
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Consumer;
import java.util.function.Function;

/**
 * The security groups of one Region, over EC2's query protocol on loopback.
 *
 * <p>It does what AWS documents and other peers do not: quotas per family, duplicates all or nothing, canonical CIDRs, reads
 * that lag, silence in a default VPC about rules that are not there, throttling, lost calls and lost answers. Every state is
 * shown to a watcher right after the request that made it.
 */
public final class FakeEc2 implements AutoCloseable {

    public static final String ACCOUNT = "111122223333";

    private final HttpServer server;
    private final ExecutorService workers = Executors.newCachedThreadPool();
    private final Map<String, FakeGroup> groups = new TreeMap<>();
    private final List<String> actions = new ArrayList<>();
    private final List<String> writes = new ArrayList<>();
    private final Set<String> denied = new TreeSet<>();
    private final FakeNetwork network = new FakeNetwork();
    private final SplittableRandom random;
    private Function<String, FakeFault> faults = action -> FakeFault.NONE;
    private Function<String, FakeFault> faultsOfReads = action -> FakeFault.NONE;
    private Consumer<List<String>> watcher = keys -> {};
    private Duration lag = Duration.ZERO;
    private int quota = 60;
    private int rulesMade;
    private int requests;

    /** An error that EC2 answers. */
    static final class Refusal extends RuntimeException {
        private static final long serialVersionUID = 1L;
        private final String code;

        Refusal(String code, String message) {
            super(message);
            this.code = code;
        }
    }

    private FakeEc2(HttpServer server, long seed) {
        this.server = server;
        this.random = new SplittableRandom(seed);
    }

    /** A Region with nothing in it. */
    public static FakeEc2 start(long seed) {
        try {
            HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
            FakeEc2 fake = new FakeEc2(server, seed);
            server.createContext("/", fake::handle);
            server.setExecutor(fake.workers);
            server.start();
            return fake;
        } catch (IOException broken) {
            throw new UncheckedIOException(broken);
        }
    }

    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
    }

    /** A group without rules. */
    public synchronized String group(String id) {
        groups.put(id, new FakeGroup(id, false, this));
        return id;
    }

    /** A group without rules in a default VPC, where a revoke by properties that matches nothing is no error. */
    public synchronized String groupInDefaultVpc(String id) {
        groups.put(id, new FakeGroup(id, true, this));
        return id;
    }

    /** Outbound rules of a group as they stand, each as {@code tcp 443 443 203.0.113.0/28}. */
    public synchronized FakeEc2 rules(String group, String... lines) {
        for (String line : lines) {
            String[] words = line.split(" ");
            find(group)
                    .add(new FakeRule(
                            nextRuleId(),
                            words[0],
                            Integer.parseInt(words[1]),
                            Integer.parseInt(words[2]),
                            words[3].contains(":") ? "cidrIpv6" : "cidrIpv4",
                            words[3],
                            Optional.empty(),
                            Optional.empty(),
                            Map.of()));
        }
        return this;
    }

    /** An inbound rule of a group: TCP on these ports from anywhere over IPv4. */
    public synchronized FakeEc2 openTo(String group, int from, int to) {
        find(group)
                .inbound(new FakeRule(
                        nextRuleId(),
                        "tcp",
                        from,
                        to,
                        "cidrIpv4",
                        "0.0.0.0/0",
                        Optional.empty(),
                        Optional.empty(),
                        Map.of()));
        return this;
    }

    /** A network interface with one address, such as of type {@code interface}; one of the same id is replaced. */
    public synchronized FakeEc2 networkInterface(String id, String type, String address, String... groups) {
        network.networkInterface(id, type, address, List.of(groups));
        return this;
    }

    /** For how many seconds an interface is set to track idle TCP connections. */
    public synchronized FakeEc2 tracking(String networkInterface, int tcpEstablished) {
        network.tracking(networkInterface, tcpEstablished);
        return this;
    }

    /** Puts an interface on an instance of this type. */
    public synchronized FakeEc2 instance(String networkInterface, String type) {
        network.instance(networkInterface, type);
        return this;
    }

    /** A prefix list of this account. */
    public synchronized FakeEc2 prefixList(String id, String... cidrs) {
        network.prefixList(id, List.of(cidrs));
        return this;
    }

    /** How long reads may show what was. */
    public synchronized FakeEc2 lagging(Duration longest) {
        lag = longest;
        return this;
    }

    public synchronized FakeEc2 withQuota(int rules) {
        quota = rules;
        return this;
    }

    /** Decides, for every call that changes something, what goes wrong. */
    public synchronized FakeEc2 failing(Function<String, FakeFault> decision) {
        faults = decision;
        return this;
    }

    /** Decides, for every other call, what goes wrong. */
    public synchronized FakeEc2 failingReads(Function<String, FakeFault> decision) {
        faultsOfReads = decision;
        return this;
    }

    /** Somebody takes all tags off the rules of a group. */
    public synchronized FakeEc2 untag(String group) {
        find(group).untag();
        return this;
    }

    /** Sees the rules in force after every request. */
    public synchronized FakeEc2 watchedBy(Consumer<List<String>> keys) {
        watcher = keys;
        return this;
    }

    /** The rules in force, as {@code tcp 443 443 203.0.113.0/28}. */
    public synchronized List<String> effective(String group) {
        return find(group).effective().stream().map(FakeRule::key).sorted().toList();
    }

    /** Every action that arrived, in order. */
    public synchronized List<String> actions() {
        return List.copyOf(actions);
    }

    /** The actions that arrived, were no dry run and were to change something, in order. */
    public synchronized List<String> writes() {
        return List.copyOf(writes);
    }

    /** The caller may not do this, dry or not. */
    public synchronized FakeEc2 denying(String action) {
        denied.add(action);
        return this;
    }

    /** The caller may do this again. */
    public synchronized FakeEc2 permitting(String action) {
        denied.remove(action);
        return this;
    }

    SplittableRandom random() {
        return random;
    }

    int quota() {
        return quota;
    }

    Instant now() {
        return Instant.now();
    }

    String nextRuleId() {
        return "sgr-%017x".formatted(++rulesMade);
    }

    private FakeGroup find(String id) {
        FakeGroup group = groups.get(id);
        if (group == null) {
            throw new Refusal("InvalidGroup.NotFound", "The security group '" + id + "' does not exist");
        }
        return group;
    }

    private record Answer(int status, String body) {}

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Map<String, String> form = form(exchange.getRequestBody().readAllBytes());
            Optional<Answer> answer = answer(form);
            if (answer.isPresent()) {
                byte[] bytes = answer.get().body().getBytes(StandardCharsets.UTF_8);
                exchange.getResponseHeaders().set("Content-Type", "text/xml;charset=UTF-8");
                exchange.sendResponseHeaders(answer.get().status(), bytes.length);
                exchange.getResponseBody().write(bytes);
            }
        }
    }

    private static Map<String, String> form(byte[] body) {
        Map<String, String> form = new TreeMap<>();
        for (String field : new String(body, StandardCharsets.UTF_8).split("&")) {
            int equals = field.indexOf('=');
            if (equals > 0) {
                form.put(
                        URLDecoder.decode(field.substring(0, equals), StandardCharsets.UTF_8),
                        URLDecoder.decode(field.substring(equals + 1), StandardCharsets.UTF_8));
            }
        }
        return form;
    }

    private synchronized Optional<Answer> answer(Map<String, String> form) {
        String action = form.getOrDefault("Action", "");
        actions.add(action);
        boolean changes = action.startsWith("Authorize") || action.startsWith("Revoke");
        boolean dry = "true".equals(form.get("DryRun"));
        FakeFault fault = changes && dry ? FakeFault.NONE : (changes ? faults : faultsOfReads).apply(action);
        if (changes && !dry) {
            writes.add(action);
        }
        Answer answer = switch (fault) {
            case NONE -> execute(action, form);
            case LOST_CALL, SERVER_ERROR_BEFORE -> error(500, "InternalError", "An internal error has occurred");
            case LOST_ANSWER, SERVER_ERROR_AFTER -> {
                Answer executed = execute(action, form);
                yield executed.status() >= 400
                        ? executed
                        : error(500, "InternalError", "An internal error has occurred");
            }
            case PAGE -> new Answer(200, "<html><body>Sign in to the network</body></html>");
            case CUT -> {
                String body = execute(action, form).body();
                yield new Answer(200, body.substring(0, body.length() / 2));
            }
            case THROTTLED -> error(503, "RequestLimitExceeded", "Request limit exceeded.");
        };
        if (changes && groups.containsKey(form.getOrDefault("GroupId", ""))) {
            watcher.accept(effective(form.getOrDefault("GroupId", "")));
        }
        boolean lost = fault == FakeFault.LOST_CALL || fault == FakeFault.LOST_ANSWER;
        return lost ? Optional.empty() : Optional.of(answer);
    }

    private Answer execute(String action, Map<String, String> form) {
        try {
            if (denied.contains(action)) {
                throw new Refusal("UnauthorizedOperation", "You are not authorized to perform this operation.");
            }
            String body = switch (action) {
                case "GetCallerIdentity" -> "";
                case "DescribeSecurityGroups" -> describeGroups(form);
                case "DescribeSecurityGroupRules" -> describeRules(form);
                case "DescribeNetworkInterfaces" -> {
                    boolean managedToo = "true".equals(form.get("IncludeManagedResources"));
                    yield isFiltered(form)
                            ? network.interfacesOf(filtered(form), managedToo)
                            : network.interfaces(managedToo);
                }
                case "DescribeInstances" -> network.instances(list(form, "Filter.1.Value"));
                case "DescribeManagedPrefixLists" -> network.prefixLists();
                case "GetManagedPrefixListEntries" -> network.entries(form.getOrDefault("PrefixListId", ""));
                case "DescribeVpcs" -> FakeNetwork.vpcs();
                case "DescribeSubnets" -> FakeNetwork.subnets();
                case "DescribeRouteTables" -> FakeNetwork.routeTables();
                case "AuthorizeSecurityGroupEgress" -> {
                    FakeGroup group = find(form.getOrDefault("GroupId", ""));
                    dryRun(form);
                    yield group.authorize(form);
                }
                case "RevokeSecurityGroupEgress" -> {
                    FakeGroup group = find(form.getOrDefault("GroupId", ""));
                    dryRun(form);
                    yield group.revoke(form);
                }
                default -> throw new Refusal("InvalidAction", "The action " + action + " is not valid");
            };
            return action.equals("GetCallerIdentity") ? identity() : ok(action, body);
        } catch (Refusal refusal) {
            int status = refusal.code.equals("DryRunOperation")
                    ? 412
                    : refusal.code.equals("UnauthorizedOperation") ? 403 : 400;
            return error(status, refusal.code, String.valueOf(refusal.getMessage()));
        }
    }

    private static void dryRun(Map<String, String> form) {
        if ("true".equals(form.get("DryRun"))) {
            throw new Refusal("DryRunOperation", "Request would have succeeded, but DryRun flag is set.");
        }
    }

    private Answer ok(String action, String body) {
        return new Answer(
                200,
                "<" + action + "Response xmlns=\"http://ec2.amazonaws.com/doc/2016-11-15/\"><requestId>r-" + ++requests
                        + "</requestId>" + body + "</" + action + "Response>");
    }

    private static Answer identity() {
        return new Answer(
                200,
                "<GetCallerIdentityResponse"
                        + " xmlns=\"https://sts.amazonaws.com/doc/2011-06-15/\"><GetCallerIdentityResult>"
                        + "<Arn>arn:aws:iam::" + ACCOUNT + ":user/ops</Arn><UserId>AIDA</UserId><Account>" + ACCOUNT
                        + "</Account></GetCallerIdentityResult></GetCallerIdentityResponse>");
    }

    private Answer error(int status, String code, String message) {
        StringBuilder body = new StringBuilder("<Response><Errors><Error>");
        FakeRule.element(body, "Code", code);
        FakeRule.element(body, "Message", message);
        return new Answer(
                status,
                body.append("</Error></Errors><RequestID>r-")
                        .append(++requests)
                        .append("</RequestID></Response>")
                        .toString());
    }

    private String describeGroups(Map<String, String> form) {
        List<String> ids = new ArrayList<>(list(form, "GroupId"));
        ids.forEach(this::find);
        ids.addAll(isFiltered(form) || !ids.isEmpty() ? filtered(form) : List.copyOf(groups.keySet()));
        StringBuilder xml = new StringBuilder("<securityGroupInfo>");
        for (String id : ids) {
            if (groups.containsKey(id)) {
                xml.append("<item>");
                FakeRule.element(xml, "groupId", id);
                FakeRule.element(xml, "ownerId", ACCOUNT);
                FakeRule.element(xml, "groupName", "name of " + id);
                FakeRule.element(xml, "groupDescription", "-");
                FakeRule.element(xml, "vpcId", FakeNetwork.VPC);
                permissions(xml, "ipPermissions", find(id).inbound());
                permissions(xml, "ipPermissionsEgress", find(id).shown(lag, now()));
                xml.append("</item>");
            }
        }
        return xml.append("</securityGroupInfo>").toString();
    }

    /** One permission per rule, which is one of the forms that EC2 gives. */
    private static void permissions(StringBuilder xml, String name, List<FakeRule> rules) {
        xml.append('<').append(name).append('>');
        rules.forEach(rule -> xml.append(rule.permission(ACCOUNT)));
        xml.append("</").append(name).append('>');
    }

    private String describeRules(Map<String, String> form) {
        StringBuilder xml = new StringBuilder("<securityGroupRuleSet>");
        for (String id : isFiltered(form) ? filtered(form) : List.copyOf(groups.keySet())) {
            if (groups.containsKey(id)) {
                find(id).inbound().forEach(rule -> xml.append(rule.xml(id, ACCOUNT, "false")));
                find(id).shown(lag, now()).forEach(rule -> xml.append(rule.xml(id, ACCOUNT)));
            }
        }
        return xml.append("</securityGroupRuleSet>").toString();
    }

    private static boolean isFiltered(Map<String, String> form) {
        return form.containsKey("Filter.1.Name");
    }

    private static List<String> filtered(Map<String, String> form) {
        return "group-id".equals(form.get("Filter.1.Name")) ? list(form, "Filter.1.Value") : List.of();
    }

    static List<String> list(Map<String, String> form, String name) {
        List<String> values = new ArrayList<>();
        for (int index = 1; form.containsKey(name + "." + index); index++) {
            values.add(form.getOrDefault(name + "." + index, ""));
        }
        return values;
    }

    @Override
    public void close() {
        server.stop(0);
        workers.shutdownNow();
    }
}
