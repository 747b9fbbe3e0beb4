package dev.weir.triage;

import dev.weir.evidence.Evidence;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowLogParser;
import dev.weir.flow.FlowRecord;
import dev.weir.flow.TokenTable;
import dev.weir.inventory.ConnectionTracking;
import dev.weir.inventory.Destination;
import dev.weir.inventory.GroupHolder;
import dev.weir.inventory.Listing;
import dev.weir.inventory.NetworkInterface;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.Snapshot;
import dev.weir.inventory.Vpc;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.Service;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Enumeration;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Makes organisations of which it is known where each group belongs, and which groups are of one family.
 *
 * <p>Families have one member to nine hundred, in many accounts. Their members say the same rules in different ways. Half of the
 * families have owner tags, some have nothing but their rules, those in code are of one resource of a template. With outliers, one
 * member in ten of each family of ten or more has another rule, or talks to other places.
 */
public final class FleetMaker {

    private static final String FIELDS =
            "version account-id interface-id srcaddr dstaddr srcport dstport protocol packets bytes"
                    + " start end action log-status tcp-flags flow-direction\n";
    private static final Origin ORIGIN = Origin.of("fleet");
    private static final String REGION = "eu-west-1";
    private static final long DAY = 86_400;
    private static final int LARGEST = 900;
    private static final int ONE_IN = 10;

    private static final List<Bucket> KINDS = List.of(
            Bucket.PRIVATE_ONLY,
            Bucket.STABLE_PUBLIC,
            Bucket.UNUSED,
            Bucket.PORT_LEFT_OPEN,
            Bucket.STABLE_PUBLIC,
            Bucket.MANAGED_IN_CODE,
            Bucket.PRIVATE_ONLY,
            Bucket.INITIATES_NOTHING,
            Bucket.LOGS_MISSING,
            Bucket.MANAGED_BY_CONTROLLER,
            Bucket.UNKNOWN,
            Bucket.ATTENTION);

    private final SplittableRandom random;
    private final int accounts;
    private final int days;
    private final boolean outliers;
    private final long start;
    private final Snapshot.Builder inventory = new Snapshot.Builder();
    private final Map<String, Bucket> buckets = new TreeMap<>();
    private final Map<String, Integer> families = new TreeMap<>();
    private final Set<String> outlying = new TreeSet<>();
    private final List<Watched> watched = new ArrayList<>();
    private int made;

    /**
     * An organisation and the truth about it.
     *
     * @param buckets where each group belongs that does not pass
     * @param families of which family each of them is, by number
     * @param outliers which of them differ from their family
     */
    public record Fleet(
            Snapshot snapshot,
            Evidence evidence,
            Map<String, Bucket> buckets,
            Map<String, Integer> families,
            Set<String> outliers) {}

    private record Watched(String account, String id, String address, Bucket talks) {}

    private FleetMaker(long seed, int accounts, int days, boolean outliers) {
        random = new SplittableRandom(seed);
        this.accounts = accounts;
        this.days = days;
        this.outliers = outliers;
        start = LocalDate.of(2026, 11, 4)
                .minusDays(days)
                .atStartOfDay(ZoneOffset.UTC)
                .toEpochSecond();
    }

    /** A fleet of families whose members are alike, watched for so many days that end after an end of a month. */
    public static Fleet alike(long seed, int groups, int accounts, int days) {
        return new FleetMaker(seed, accounts, days, false).fleet(groups);
    }

    /** The same with one outlier in ten. */
    public static Fleet withOutliers(long seed, int groups, int accounts, int days) {
        return new FleetMaker(seed, accounts, days, true).fleet(groups);
    }

    private Fleet fleet(int groups) {
        for (int account = 0; account < accounts; account++) {
            for (Listing.Kind kind : Listing.Kind.values()) {
                inventory.listing(Listing.whole(scope(account), kind));
            }
            for (GroupHolder.Kind kind : GroupHolder.Kind.values()) {
                inventory.holdersListed(new GroupHolder.Listed(scope(account), kind, Optional.empty()));
            }
            inventory.vpc(new Vpc(
                    scope(account), vpc(account), "", false, List.of(Cidr.parse("10." + account + ".0.0/16")), ORIGIN));
            group(account, "default", Map.of(), List.of(all()), Bucket.DEFAULT_GROUP, 0);
        }
        for (int family = 1; made < groups; family++) {
            family(family, Math.min(groups - made, size(groups)));
        }
        return new Fleet(inventory.build(), observed(), buckets, families, outlying);
    }

    private int size(int groups) {
        int most = Math.min(LARGEST, Math.max(12, groups / 8));
        return switch (random.nextInt(4)) {
            case 0 -> 1;
            case 1 -> 2 + random.nextInt(8);
            case 2 -> 10 + random.nextInt(Math.max(1, most / 4));
            default -> 1 + random.nextInt(most);
        };
    }

    private Scope scope(int account) {
        return Scope.of("1%011d".formatted(account), REGION);
    }

    private static String vpc(int account) {
        return "vpc-%08x".formatted(account + 1);
    }

    private void family(int number, int size) {
        Bucket kind = KINDS.get(number % KINDS.size());
        boolean owned = kind == Bucket.MANAGED_IN_CODE || random.nextInt(4) > 0;
        String name = word(number);
        for (int i = 0; i < size; i++) {
            int account = random.nextInt(accounts);
            boolean odd = outliers && size >= ONE_IN && i % ONE_IN == ONE_IN - 1;
            Map<String, String> tags = new TreeMap<>();
            if (owned) {
                tags.put(number % 2 == 0 ? "Owner" : "team", "team-" + number / 3);
                tags.put("application", name);
            }
            if (kind == Bucket.MANAGED_IN_CODE) {
                tags.put("aws:cloudformation:stack-name", "stack-" + made);
                tags.put("aws:cloudformation:logical-id", "Sg" + number);
            }
            if (kind == Bucket.MANAGED_BY_CONTROLLER) {
                tags.put("elbv2.k8s.aws/cluster", "cluster-" + account);
            }
            List<SecurityGroupRule> rules = rules(kind, owned ? number % 3 : 1, number);
            Bucket truth = kind;
            boolean talksOddly = odd && kind == Bucket.PRIVATE_ONLY && random.nextBoolean();
            if (talksOddly) {
                truth = Bucket.STABLE_PUBLIC;
            } else if (odd) {
                if (kind != Bucket.UNKNOWN && owned && number % 3 == 0) {
                    rules.clear(); // beside all traffic, another rule says nothing
                    rules.add(rule("tcp", 443, "0.0.0.0/0"));
                }
                rules.add(rule("tcp", 22, "10.99.0.0/16"));
            }
            String id =
                    group(account, name + "-" + "%06x".formatted(random.nextInt(1 << 24)), tags, rules, truth, number);
            if (odd) {
                outlying.add(id);
            }
        }
    }

    /** A word of letters alone, another one for each number. */
    private static String word(int number) {
        StringBuilder word = new StringBuilder("app");
        for (int rest = number; rest > 0; rest /= 20) {
            word.append((char) ('g' + rest % 20));
        }
        return word.toString();
    }

    private List<SecurityGroupRule> rules(Bucket kind, int form, int number) {
        List<SecurityGroupRule> rules = new ArrayList<>();
        if (kind == Bucket.UNKNOWN) {
            rules.add(SecurityGroupRule.Known.of(Service.ALL, new Destination.PrefixList("pl-%08x".formatted(number))));
            return rules;
        }
        if (form == 0) {
            if (random.nextInt(5) == 0) {
                rules.add(rule("-1", 0, "0.0.0.0/1"));
                rules.add(rule("-1", 0, "128.0.0.0/1"));
            } else {
                rules.add(all());
            }
        } else {
            rules.add(rule("tcp", 443, "0.0.0.0/0"));
            rules.add(rule("tcp", 1000 + number, "172.16.0.0/12"));
            if (form == 2) {
                rules.add(rule("udp", 1000 + number, "172.16.0.0/12"));
            }
            if (random.nextBoolean()) {
                Collections.reverse(rules);
            }
        }
        return rules;
    }

    private static SecurityGroupRule all() {
        return rule("-1", 0, "0.0.0.0/0");
    }

    private static SecurityGroupRule rule(String protocol, int port, String cidr) {
        Service service =
                protocol.equals("-1") ? Service.ALL : Service.of(Protocol.parse(protocol), new PortRange(port, port));
        return SecurityGroupRule.Known.of(service, Destination.of(Cidr.parse(cidr)));
    }

    private String group(
            int account,
            String name,
            Map<String, String> tags,
            List<SecurityGroupRule> rules,
            Bucket truth,
            int family) {
        int number = made++;
        String id = "sg-%017x".formatted(number + 1);
        SecurityGroup group = new SecurityGroup(
                scope(account),
                id,
                name,
                "",
                Optional.of(vpc(account)),
                Optional.empty(),
                rules,
                List.of(),
                tags,
                ORIGIN);
        inventory.securityGroup(group);
        if (truth == Bucket.ATTENTION) {
            inventory.securityGroup(new SecurityGroup(
                    group.scope(),
                    id,
                    name,
                    "twice",
                    group.vpc(),
                    group.arn(),
                    rules,
                    List.of(),
                    tags,
                    Origin.of("again")));
        }
        buckets.put(id, truth);
        families.put(id, family);
        boolean idle = truth == Bucket.LOGS_MISSING && random.nextBoolean();
        if (truth == Bucket.UNUSED || truth == Bucket.DEFAULT_GROUP) {
            return id;
        }
        if (idle) {
            held(account, id);
            return id;
        }
        for (int i = random.nextInt(3) == 0 ? 2 : 1; i > 0; i--) {
            networkInterface(account, id, truth, number * 4 + i);
        }
        return id;
    }

    /** A group without interfaces that a function scaled to zero, an idle launch template or another group's rule names. */
    private void held(int account, String id) {
        if (random.nextBoolean()) {
            GroupHolder.Kind kind =
                    random.nextBoolean() ? GroupHolder.Kind.LAMBDA_FUNCTION : GroupHolder.Kind.LAUNCH_TEMPLATE;
            inventory.holder(new GroupHolder(scope(account), kind, "idle-" + id, Set.of(id), ORIGIN));
            return;
        }
        inventory.securityGroup(new SecurityGroup(
                scope(account),
                id.replace("sg-0", "sg-f"),
                "names " + id,
                "",
                Optional.of(vpc(account)),
                Optional.empty(),
                List.of(SecurityGroupRule.Known.of(Service.ALL, new Destination.Group(id, Optional.empty()))),
                List.of(),
                Map.of(),
                ORIGIN));
    }

    private void networkInterface(int account, String group, Bucket truth, int number) {
        String id = "eni-%017x".formatted(number);
        IpAddress address = IpAddress.ipv4((10L << 24) + ((long) account << 16) % (1 << 24) + number % 65_000 + 1);
        inventory.networkInterface(new NetworkInterface(
                scope(account),
                id,
                List.of(group),
                true,
                Optional.of(vpc(account)),
                Optional.of("subnet-%08x".formatted(account + 1)),
                "interface",
                "",
                Optional.empty(),
                ConnectionTracking.UNKNOWN,
                false,
                List.of(address),
                true,
                List.of(),
                List.of(),
                Map.of(),
                ORIGIN));
        if (truth != Bucket.LOGS_MISSING) {
            watched.add(new Watched(scope(account).account().orElseThrow(), id, address.toString(), truth));
        }
    }

    private Evidence observed() {
        ProfileBuilder builder = new ProfileBuilder();
        TokenTable tokens = new TokenTable();
        FlowRecord record = new FlowRecord(tokens);
        record.flowLog(tokens.intern("fl-1"));
        FlowLogParser parser = new FlowLogParser(List.of(), record, builder);
        Iterator<Watched> interfaces = watched.iterator();
        InputStream lines = new SequenceInputStream(new Enumeration<>() {
            private boolean begun;

            @Override
            public boolean hasMoreElements() {
                return !begun || interfaces.hasNext();
            }

            @Override
            public InputStream nextElement() {
                String text = begun ? lines(interfaces.next()) : FIELDS;
                begun = true;
                return new ByteArrayInputStream(text.getBytes(StandardCharsets.US_ASCII));
            }
        });
        try {
            parser.read(lines);
            parser.finish();
        } catch (IOException failed) {
            throw new UncheckedIOException(failed);
        }
        return builder.evidence();
    }

    private String lines(Watched one) {
        StringBuilder text = new StringBuilder();
        String steady = "198.51.100." + (1 + random.nextInt(250));
        String inside = "172.16.%d.%d".formatted(random.nextInt(256), random.nextInt(256));
        for (int day = 0; day < days; day++) {
            long from = start + day * DAY;
            text.append(
                    "5 %s %s - - - - - - - %d %d - NODATA - -%n".formatted(one.account, one.id, from, from + DAY - 1));
            switch (one.talks) {
                case PRIVATE_ONLY -> call(text, one, inside, from);
                case STABLE_PUBLIC -> {
                    call(text, one, inside, from);
                    call(text, one, steady, from);
                }
                case PORT_LEFT_OPEN ->
                    call(text, one, "203.%d.%d.%d".formatted(day, random.nextInt(113), 1 + random.nextInt(250)), from);
                case INITIATES_NOTHING -> called(text, one, inside, from);
                default -> {}
            }
        }
        return text.toString();
    }

    private void call(StringBuilder text, Watched one, String peer, long from) {
        long at = from + random.nextInt(80_000);
        text.append("5 %s %s %s %s %d 443 6 4 400 %d %d ACCEPT OK 2 egress%n"
                .formatted(one.account, one.id, one.address, peer, 32_768 + random.nextInt(28_000), at, at + 20));
    }

    private void called(StringBuilder text, Watched one, String peer, long from) {
        long at = from + random.nextInt(80_000);
        int port = 32_768 + random.nextInt(28_000);
        text.append("5 %s %s %s %s %d 5432 6 4 400 %d %d ACCEPT OK 2 ingress%n"
                .formatted(one.account, one.id, peer, one.address, port, at, at + 20));
        text.append("5 %s %s %s %s 5432 %d 6 4 400 %d %d ACCEPT OK 18 egress%n"
                .formatted(one.account, one.id, one.address, peer, port, at, at + 20));
    }
}
