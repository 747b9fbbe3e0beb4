package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.EntryTable;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceOrder;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.ServiceSide;
import java.util.List;
import java.util.function.IntPredicate;
import java.util.function.Supplier;
import java.util.stream.IntStream;

/**
 * Draws the verdicts: who began what, from all evidence at once. What was measured outranks what a table of ports says.
 *
 * <pre>
 * certain   an outbound SYN or an inbound SYN-ACK for the key, that day or up to five days before     initiated
 * called    an inbound SYN came from that very port to that very port, in the same days               answered
 * listener  the local port was seen answering                                                         answered
 * caller    a peer's port of 1024 or more that at most a table calls a service, and ours was seen
 *           sending SYN-ACKs, or many others came onto it ({@link LocalPorts})                        answered
 * fan-in    ten distinct ports of ours, or more than chance brings, went to one address and port      that end is the server
 * service   one port is more service-like than the other, or its end was seen sending SYN-ACKs        that end is the server
 * start     UDP, ICMP and the rest: the earlier direction, where it is clearly earlier                that end began
 * else      nothing decides                                                                           ambiguous: kept, flagged
 * </pre>
 *
 * <p>Where two of these contradict each other the traffic is ambiguous too, and where nothing but a port of no table, a single
 * packet each way, or a port of ours onto which others came as well speaks for the service: a destination too many is shown and
 * can be judged, one too few breaks something.
 */
final class Resolver {

    /** A record's times may lie this much after its packets (VPC User Guide, flow log records, {@code start}). */
    private static final int GRAIN = 60;

    /** So many entries are worth giving to another thread. */
    private static final int PART = 1 << 14;
    /** At most so many parts, since each has memory of its own. */
    private static final int PARTS = 16;

    private static final int TCP = 6;
    private static final int UDP = 17;

    /** An FTP server opens connections for data from here, and nobody serves here (RFC 959). */
    private static final int FTP_DATA = 20;

    private static final int FTP = 21;

    /** A local port that fewer came onto may be one that was called from. */
    private static final int HARDLY_CALLED = 3;

    private final Evidence evidence;
    private final ProfileSettings settings;
    private final Ends ends;
    private final TeamPorts teamPorts;
    private final LocalPorts localPorts;
    private final Verdicts verdicts;

    private Resolver(Evidence evidence, Ends ends, ProfileSettings settings, Verdicts verdicts) {
        this.evidence = evidence;
        this.settings = settings;
        this.ends = ends;
        teamPorts = ends.teamPorts;
        localPorts = new LocalPorts(teamPorts, settings.fanIn());
        this.verdicts = verdicts;
    }

    /**
     * Resolves evidence that {@link Orientation} has turned: all of it is learned from, then the verdicts are drawn, by several
     * threads where there is much, since they look at nothing but their own interface and what was learned.
     *
     * @param teams by token of an interface, the number of all that are associated with the same groups
     * @param made makes who is told the verdicts of a part, one for each; parts are told side by side
     * @return those, in the order of the interfaces
     */
    static <V extends Verdicts> List<V> resolve(
            Evidence evidence, int[] teams, ProfileSettings settings, Supplier<V> made) {
        return resolve(evidence, teams, settings, made, (int) Math.max(PART, evidence.entries() / PARTS));
    }

    /** The same, by parts of whole interfaces that have so many entries at least, which does not matter. */
    static <V extends Verdicts> List<V> resolve(
            Evidence evidence, int[] teams, ProfileSettings settings, Supplier<V> made, int least) {
        Ends ends = Ends.learned(evidence, teams, settings);
        int[] places = evidence.order().parts(least);
        IntStream parts = IntStream.range(1, places.length);
        return (places.length > 3 ? parts.parallel() : parts)
                .mapToObj(part -> {
                    V verdicts = made.get();
                    new Resolver(evidence, ends, settings, verdicts).resolve(places[part - 1], places[part]);
                    return verdicts;
                })
                .toList();
    }

    /** Draws the verdicts of some interfaces. */
    private void resolve(int firstPlace, int endPlace) {
        EvidenceOrder order = evidence.order();
        EntryRuns narrow = new EntryRuns(evidence, order, evidence.narrow);
        EntryRuns wide = new EntryRuns(evidence, order, evidence.wide);
        for (int place = firstPlace; place < endPlace; place++) {
            localPorts.clear();
            learn(narrow, place);
            learn(wide, place);
            resolveAll(narrow);
            resolveAll(wide);
        }
    }

    private void learn(EntryRuns runs, int place) {
        runs.ofInterface(place);
        while (runs.next()) {
            if (LocalPorts.isCaller(runs) && !ends.isServer(runs)) {
                localPorts.learn(runs);
            }
        }
    }

    private void resolveAll(EntryRuns runs) {
        runs.restart();
        while (runs.next()) {
            resolve(runs);
        }
    }

    private void resolve(EntryRuns run) {
        while (run.hasNextDay()) {
            DayFacts facts = run.nextDay();
            switch (run.side()) {
                case ServiceSide.PEER -> keep(run, facts, peer(run, facts));
                case ServiceSide.TIED -> keep(run, facts, tied(run, facts));
                case ServiceSide.LOCAL -> local(run, facts);
                case ServiceSide.DENIED -> denied(run, facts);
                default -> {
                    // Listeners are evidence about others.
                }
            }
        }
    }

    private void keep(EntryRuns run, DayFacts facts, Initiation drawn) {
        Initiation verdict = drawn.resting(facts.orientation);
        if (verdict.isLearned()) {
            long connections = facts.isCertain() ? Math.max(facts.syns, facts.synAcks) : Math.max(1, facts.portCount());
            verdicts.learned(run, run.port(), facts, connections, verdict);
        }
    }

    private Initiation peer(EntryRuns run, DayFacts facts) {
        if (facts.isCertain() || isJoined(run, run.port(), facts)) {
            return Initiation.initiated(Confidence.CERTAIN);
        }
        if (isCalled(run, facts)) {
            return Initiation.ANSWERED;
        }
        if (run.port() == FTP_DATA && run.protocol() == TCP) {
            return ofTransfer(run);
        }
        if (!ends.peerListens(run, run.port())) {
            boolean fan = ends.isFanServer(run, run.port());
            if (!fan && (isAnswerFrom(run, facts) || isBelowCalling(run, facts) && isAttempt(run, facts))) {
                return Initiation.ANSWERED;
            }
            if (ends.hasLocalListener(run, facts, Ends.LISTENER | Ends.ASKED)
                    || !fan && isDoubtful(run, facts)
                    || isMaybeCaller(run, facts, fan)) {
                return Initiation.AMBIGUOUS;
            }
        }
        return facts.recordsToward == 0 ? Initiation.AMBIGUOUS : Initiation.initiated(Confidence.MEDIUM);
    }

    /**
     * Whether the peer called every local port of the facts from the port that the key names, within the days of the join.
     * Where there are too many to name on either side, many stand for all, but not against a peer that was seen answering
     * there.
     */
    private boolean isCalled(EntryRuns run, DayFacts facts) {
        int firstDay = Math.max(0, facts.day - settings.joinDays());
        if (facts.manyPorts) {
            return !ends.peerListens(run, run.port()) && run.calledMany(firstDay, facts.day);
        }
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (!run.wasCalled(facts.port(i), firstDay, facts.day)) {
                return false;
            }
        }
        return facts.namedPorts() > 0;
    }

    /**
     * Whether a peer's port only looks like a service, because load balancers, NAT gateways and functions call from every port
     * above 1023: others come onto this end's port, or it answered SYNs within the days of the join and the peer's is in no
     * table. Ports below 1024 nobody calls from.
     */
    private boolean isAnswerFrom(EntryRuns run, DayFacts facts) {
        if (run.port() < ServicePorts.FIRST_UNPRIVILEGED) {
            return false;
        }
        return ServicePorts.rank(run.port()) > 0 && ends.hasAnsweringPorts(run, facts) || isAnswerOf(run, facts);
    }

    /** Whether others come onto the local ports, and what went out can be an answer. */
    private boolean isAnswerOf(EntryRuns run, DayFacts facts) {
        return localPorts.areBusy(run, facts) && mayAnswer(run, facts);
    }

    /** Whether something came in first, as far as that can be told: of TCP the records of old connections do not tell. */
    private static boolean mayAnswer(EntryRuns run, DayFacts facts) {
        return run.protocol() == TCP || facts.firstFrom <= facts.firstToward + GRAIN;
    }

    private boolean isBelowCalling(EntryRuns run, DayFacts facts) {
        return run.protocol() == TCP && teamPorts.areBelowCalling(run, facts);
    }

    /** Whether no connection came about: of TCP a SYN and its reset in every record, but for a port of eight that was tried twice. */
    private static boolean isAttempt(EntryRuns run, DayFacts facts) {
        long again = facts.portCount() / 8;
        return run.protocol() == TCP
                && facts.packetsToward <= facts.recordsToward + again
                && facts.packetsFrom <= facts.recordsFrom + again
                && facts.recordsFrom > 0;
    }

    /** Whether too little but the ports speaks for the peer as the server. */
    private boolean isDoubtful(EntryRuns run, DayFacts facts) {
        if (isBelowCalling(run, facts) || isAttempt(run, facts)) {
            return true;
        }
        return ServicePorts.isReserved(run.port())
                || run.port() >= ServicePorts.FIRST_UNPRIVILEGED
                        && (ServicePorts.rank(run.port()) > 0 || localPorts.areSuspect(run, facts))
                        && !localPorts.makeAServer(run);
    }

    /**
     * Whether a table alone takes the peer's port for a service, and a balancer or NAT may have drawn it. That others call it
     * there does not help where the peer's address calls from such ports: one address may stand for many hosts.
     */
    private boolean isMaybeCaller(EntryRuns run, DayFacts facts, boolean fan) {
        return ServicePorts.isNamed(run.port())
                && (!fan || ends.callsFromLow(run))
                && !localPorts.makeAServer(run)
                && mayAnswer(run, facts);
    }

    private boolean isJoined(EntryRuns run, int port, DayFacts facts) {
        return run.certainOrientation(port, Math.max(0, facts.day - settings.joinDays()), facts.day) >= 0;
    }

    private Initiation tied(EntryRuns run, DayFacts facts) {
        if (run.protocol() != TCP && run.protocol() != UDP) {
            return byStart(run, facts);
        }
        if (isJoined(run, run.port(), facts)) {
            return Initiation.initiated(Confidence.CERTAIN);
        }
        if (isCalled(run, facts)) {
            return Initiation.ANSWERED;
        }
        boolean here = ends.hasLocalListener(run, facts, Ends.LISTENER);
        boolean there = ends.peerListens(run, run.port());
        if (here != there) {
            return here ? Initiation.ANSWERED : Initiation.initiated(Confidence.MEDIUM);
        }
        if (run.port() == FTP_DATA && run.protocol() == TCP) {
            return ofTransfer(run);
        }
        if (run.port() >= ServicePorts.FIRST_UNPRIVILEGED) {
            here = isAll(facts, local -> local < ServicePorts.FIRST_RESERVED);
            there = isAll(facts, ServicePorts::isReserved);
        } else if (isAll(facts, local -> local >= ServicePorts.FIRST_UNPRIVILEGED)) {
            here = ServicePorts.isReserved(run.port());
            there = run.port() < ServicePorts.FIRST_RESERVED && isAll(facts, local -> !localPorts.isBusy(run, local));
        }
        if (here == there) {
            boolean fan = ends.isFanServer(run, run.port());
            boolean server = localPorts.makeAServer(run);
            there = fan || server && run.protocol() == TCP;
            here = (fan || !server) && isAnswerOf(run, facts);
        }
        boolean attempt = isAttempt(run, facts);
        if (here != there && (here || !attempt)) {
            return here ? Initiation.ANSWERED : Initiation.initiated(Confidence.MEDIUM);
        }
        if (attempt && isBelowCalling(run, facts)) {
            return Initiation.ANSWERED;
        }
        return run.protocol() == TCP ? Initiation.AMBIGUOUS : byStart(run, facts);
    }

    /** Data that a server opened from its port for it, if the interface began something with the server; else nobody knows. */
    private static Initiation ofTransfer(EntryRuns run) {
        return run.knows(ServiceSide.PEER, FTP) ? Initiation.ANSWERED : Initiation.AMBIGUOUS;
    }

    private static boolean isAll(DayFacts facts, IntPredicate fact) {
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (!fact.test(facts.port(i))) {
                return false;
            }
        }
        return facts.namedPorts() > 0;
    }

    private static boolean isIcmp(int protocol) {
        return protocol == 1 || protocol == 58;
    }

    private Initiation byStart(EntryRuns run, DayFacts facts) {
        if (facts.recordsToward == 0) {
            return Initiation.ANSWERED;
        }
        Confidence confidence = run.protocol() == UDP ? Confidence.MEDIUM : Confidence.LOW;
        int firstDay = Math.max(0, facts.day - settings.joinDays());
        long toward = run.earliestToward(firstDay, facts.day);
        long from = run.earliestFrom(firstDay, facts.day);
        if (toward < from) {
            // An echo request that nobody answers, or what a host says of a packet that it cannot deliver.
            boolean isMessage = isIcmp(run.protocol()) && from == Long.MAX_VALUE;
            return isMessage ? Initiation.AMBIGUOUS : Initiation.initiated(confidence);
        }
        boolean moreThanAnswers = run.protocol() != UDP && facts.packetsToward > facts.packetsFrom;
        return from + GRAIN < toward && !moreThanAnswers ? Initiation.ANSWERED : Initiation.AMBIGUOUS;
    }

    /** The local port is the more service-like; the peer's side is taken only where other evidence speaks for it. */
    private void local(EntryRuns run, DayFacts facts) {
        if (ends.isLocal(run, facts, Ends.LISTENER, run.port())) {
            return;
        }
        boolean unasked = run.protocol() == UDP
                && facts.firstFrom != EntryTable.NEVER
                && facts.firstFrom + GRAIN < facts.firstToward;
        boolean calling =
                run.protocol() == TCP && !ends.isLocal(run, facts, Ends.ASKED, run.port()) && isCalling(run, facts);
        for (int i = 0; i < facts.namedPorts(); i++) {
            int port = facts.port(i);
            if (ServicePorts.mayServe(port, run.port())) {
                continue; // A SYN came from there.
            }
            boolean served = ends.peerListens(run, port) || ends.isFanServer(run, port);
            boolean open = facts.orientation == Orientation.OPEN;
            if ((unasked || served || open || calling) && !isJoined(run, port, facts)) {
                verdicts.learned(run, port, facts, 1, Initiation.AMBIGUOUS);
            }
        }
    }

    /** Whether the interface may have called from its port, though that looks more like a service: it calls from such ports. */
    private boolean isCalling(EntryRuns run, DayFacts facts) {
        if (run.port() == FTP_DATA || ServicePorts.isReserved(run.port())) {
            return !isAttempt(run, facts);
        }
        return run.port() >= ServicePorts.FIRST_UNPRIVILEGED
                && teamPorts.callFromLow(run)
                && teamPorts.callers(run, run.port()) < HARDLY_CALLED;
    }

    /** Tried and refused, unless it is an answer that a network ACL refused: the peer asked first. */
    private void denied(EntryRuns run, DayFacts facts) {
        if (run.earliestFromTied(run.port(), facts.day) > facts.firstToward) {
            verdicts.denied(run, facts, Math.max(1, Math.max(facts.recordsToward, facts.syns)));
        }
    }
}
