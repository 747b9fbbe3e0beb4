package dev.weir.finding;

import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.finding.World.Reach;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.net.PortAddresses;
import dev.weir.net.PortAddresses.Segment;
import dev.weir.net.PortRange;
import dev.weir.net.Protocol;
import dev.weir.net.PublicSpace;
import dev.weir.net.Ratio;
import dev.weir.net.Service;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.function.BiPredicate;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/**
 * Judges lists of outbound rules under a policy.
 *
 * <p>A rule to a private network or a security group changes no verdict. So a list is judged by its outward rules, which are few
 * even in a fleet where no two lists are the same; what was judged lately is remembered by content, in bounded tables.
 *
 * <pre>
 *   rules ──outward──▶ none: nothing is open
 *             └──known──▶ tcp, udp segments ──▶ public part per family ──▶ open ports ──▶ fail?
 *               └─possible─▶ tcp, udp segments ──▶            "           ──▶     "      ──▶ unknown? else pass
 * </pre>
 */
final class Judge {

    private final World world;
    private final PrefixLists prefixLists;
    private final Reaches reaches;
    private final OpeningRules openingRules;
    private final Notices notices;
    private final RememberedJudgements remembered = new RememberedJudgements();
    private final RememberedJudgements rememberedOutward = new RememberedJudgements();

    Judge(Policy policy, PrefixLists prefixLists) {
        this.world = new World(policy);
        this.prefixLists = prefixLists;
        this.reaches = new Reaches(prefixLists);
        this.openingRules = new OpeningRules(world);
        this.notices = new Notices(prefixLists, reaches);
    }

    Judgement judge(List<SecurityGroupRule> rules) {
        if (!hasOutward(rules)) {
            return Judgement.NOTHING_OPEN;
        }
        Judgement before = remembered.find(rules);
        if (before != null) {
            return before;
        }
        List<SecurityGroupRule> outward = new ArrayList<>(rules.size());
        List<Integer> places = new ArrayList<>(rules.size());
        for (int place = 0; place < rules.size(); place++) {
            if (isOutward(rules.get(place))) {
                outward.add(rules.get(place));
                places.add(place);
            }
        }
        Judgement ofOutward = judgeOutward(outward);
        Judgement judgement =
                ofOutward.among(places, ofOutward.allPorts() == Verdict.PASS ? notices.of(rules) : List.of());
        remembered.put(rules, judgement);
        return judgement;
    }

    private static boolean hasOutward(List<SecurityGroupRule> rules) {
        for (int place = 0; place < rules.size(); place++) {
            if (isOutward(rules.get(place))) {
                return true;
            }
        }
        return false;
    }

    /** Whether the rule may reach a public address; what is certain to reach none is worth no notice either. */
    private static boolean isOutward(SecurityGroupRule rule) {
        if (!(rule instanceof SecurityGroupRule.Known known)) {
            return true;
        }
        if (known.destination() instanceof Destination.Addresses addresses) {
            return addresses.cidr().family() == IpFamily.IPV6
                    || PublicSpace.addresses().meets(addresses.cidr());
        }
        return !(known.destination() instanceof Destination.Group);
    }

    private Judgement judgeOutward(List<SecurityGroupRule> outward) {
        Judgement before = rememberedOutward.find(outward);
        if (before != null) {
            return before;
        }
        Judgement judgement = judgeAnew(outward);
        rememberedOutward.put(outward, judgement);
        return judgement;
    }

    private Judgement judgeAnew(List<SecurityGroupRule> rules) {
        List<Part> known = new ArrayList<>(rules.size());
        List<Part> possible = new ArrayList<>(0);
        for (int place = 0; place < rules.size(); place++) {
            if (rules.get(place) instanceof SecurityGroupRule.Known rule) {
                Reach reach = reaches.known(rule.destination());
                add(known, new Part(place, rule.service(), families(rule.destination()), reach));
                if (isUnread(rule.destination())) {
                    add(
                            possible,
                            part(
                                    place,
                                    rule.service(),
                                    Permissions.possibleAddresses(rule.destination(), prefixLists)));
                }
            } else if (rules.get(place) instanceof SecurityGroupRule.Unresolved rule) {
                SecurityGroupRule.Bound bound = rule.bound();
                add(possible, part(place, bound.service(), Permissions.possibleAddresses(bound, prefixLists)));
            }
        }

        Layer tcp = layer(Protocol.TCP, known);
        Layer udp = layer(Protocol.UDP, known);
        Verdict allPorts = allPorts(tcp, udp) ? Verdict.FAIL : Verdict.PASS;
        Verdict anyPort = anyPort(tcp, udp) ? Verdict.FAIL : Verdict.PASS;
        List<Part> most = new ArrayList<>(known);
        most.addAll(possible);
        if (!possible.isEmpty() && allPorts == Verdict.PASS) {
            Layer mostTcp = layer(Protocol.TCP, most);
            Layer mostUdp = layer(Protocol.UDP, most);
            allPorts = allPorts(mostTcp, mostUdp) ? Verdict.UNKNOWN : Verdict.PASS;
            anyPort = anyPort == Verdict.FAIL || !anyPort(mostTcp, mostUdp) ? anyPort : Verdict.UNKNOWN;
        }
        return new Judgement(
                allPorts,
                anyPort,
                families(allPorts, known, most, this::allPorts),
                families(anyPort, known, most, Judge::anyPort),
                tcp.open,
                udp.open,
                widest(tcp.widestIpv4.max(udp.widestIpv4), World.IPV4),
                widest(tcp.widestIpv6.max(udp.widestIpv6), World.IPV6),
                World.exposure(tcp.ipv4Points.add(udp.ipv4Points), tcp.ipv6Points.add(udp.ipv6Points)),
                openingRules.of(known, tcp.open, udp.open),
                places(possible),
                List.of(),
                new Openings());
    }

    private static Part part(int place, Service service, AddressSet destination) {
        return new Part(place, service, families(destination), World.reach(destination));
    }

    private static void add(List<Part> parts, Part part) {
        Protocol protocol = part.service().protocol();
        if ((protocol.isAll() || protocol.hasPorts())
                && !part.reach().addresses().isEmpty()) {
            parts.add(part);
        }
    }

    private Set<IpFamily> families(Destination destination) {
        return destination instanceof Destination.Addresses addresses
                ? Set.of(addresses.cidr().family())
                : families(Permissions.knownAddresses(destination, prefixLists));
    }

    /** The families in which packets to these addresses are sent: before NAT64 hands some over. */
    private static Set<IpFamily> families(AddressSet addresses) {
        return Judgement.BOTH.stream()
                .filter(family -> !addresses.only(family).isEmpty())
                .collect(Collectors.toUnmodifiableSet());
    }

    /** The families that suffice by themselves for the verdict; all that take part in it where none does. */
    private Set<IpFamily> families(
            Verdict verdict, List<Part> known, List<Part> most, BiPredicate<Layer, Layer> isOpen) {
        if (verdict == Verdict.PASS) {
            return Judgement.BOTH;
        }
        List<Part> parts = verdict == Verdict.FAIL ? known : most;
        Set<IpFamily> taking =
                parts.stream().flatMap(part -> part.families().stream()).collect(Collectors.toUnmodifiableSet());
        if (taking.size() == 1) {
            return taking;
        }
        Set<IpFamily> sufficing = taking.stream()
                .filter(family -> {
                    List<Part> ofFamily = parts.stream()
                            .filter(part -> part.families().contains(family))
                            .toList();
                    return isOpen.test(layer(Protocol.TCP, ofFamily), layer(Protocol.UDP, ofFamily));
                })
                .collect(Collectors.toUnmodifiableSet());
        return sufficing.isEmpty() ? taking : sufficing;
    }

    /** Each place once, ascending, as the parts are. */
    private static List<Integer> places(List<Part> parts) {
        return parts.isEmpty()
                ? List.of()
                : parts.stream().map(Part::place).distinct().toList();
    }

    private boolean isUnread(Destination destination) {
        return destination instanceof Destination.PrefixList list
                && !prefixLists.contents(list.id()).whole();
    }

    private boolean allPorts(Layer tcp, Layer udp) {
        return world.isAllPorts(tcp.openPorts) || world.isAllPorts(udp.openPorts);
    }

    private static boolean anyPort(Layer tcp, Layer udp) {
        return tcp.openPorts > 0 || udp.openPorts > 0;
    }

    private static Ratio widest(BigInteger addresses, BigInteger whole) {
        return addresses.signum() == 0 ? Ratio.NONE : new Ratio(addresses, whole);
    }

    private Layer layer(Protocol protocol, List<Part> parts) {
        Layer layer = new Layer();
        List<Segment> segments = new ArrayList<>(parts.size());
        @Nullable Part last = null;
        for (Part part : parts) {
            if (part.covers(protocol)) {
                last = part;
                segments.add(new Segment(part.service().span(), part.reach().addresses()));
            }
        }
        if (last == null) {
            return layer;
        }
        if (segments.size() == 1) {
            layer.add(last.service().span(), last.reach(), world);
            return layer;
        }
        for (Segment segment : PortAddresses.unionOf(segments).segments()) {
            layer.add(segment.ports(), Reach.of(segment.addresses()), world);
        }
        return layer;
    }

    /**
     * The public part of one rule.
     *
     * @param place the rule's place in its list
     * @param service a service that covers TCP or UDP ports
     * @param families of the packets that it permits
     * @param reach the public addresses that it reaches; not empty
     */
    record Part(int place, Service service, Set<IpFamily> families, Reach reach) {

        boolean covers(Protocol protocol) {
            return service.protocol().isAll() || service.protocol().equals(protocol);
        }
    }

    /** One protocol, summed up. */
    private static final class Layer {

        private final List<PortRange> open = new ArrayList<>();
        private int openPorts;
        private BigInteger widestIpv4 = BigInteger.ZERO;
        private BigInteger widestIpv6 = BigInteger.ZERO;
        private BigInteger ipv4Points = BigInteger.ZERO;
        private BigInteger ipv6Points = BigInteger.ZERO;

        void add(PortRange ports, Reach reach, World world) {
            BigInteger size = BigInteger.valueOf(ports.size());
            if (reach.ipv4().signum() > 0) {
                widestIpv4 = widestIpv4.max(reach.ipv4());
                ipv4Points = ipv4Points.add(reach.ipv4().multiply(size));
            }
            if (reach.ipv6().signum() > 0) {
                widestIpv6 = widestIpv6.max(reach.ipv6());
                ipv6Points = ipv6Points.add(reach.ipv6().multiply(size));
            }
            if (world.isWorld(reach)) {
                openPorts += ports.size();
                open(ports);
            }
        }

        private void open(PortRange ports) {
            int last = open.size() - 1;
            if (last >= 0 && open.get(last).to() + 1 == ports.from()) {
                open.set(last, new PortRange(open.get(last).from(), ports.to()));
            } else {
                open.add(ports);
            }
        }
    }
}
