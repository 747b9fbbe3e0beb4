package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryTable;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceOrder;
import dev.weir.evidence.Groups;
import dev.weir.evidence.Lanes;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.Side;
import java.util.List;

/**
 * Draws the verdicts: who began what, from all evidence at once.
 *
 * <pre>
 * certain   an outbound SYN or an inbound SYN-ACK for the key, that day or up to five days before     initiated
 * listener  the local port was seen answering, or a SYN to it was let in                              answered
 * service   one port is more service-like than the other, or its end was seen sending SYN-ACKs        that end is the server
 * caller    a peer's port of 1024 or more only looks like a service, and ours was seen sending SYN-ACKs answered
 * fan-in    ten distinct ports came to one address and port                                           that end is the server
 * start     UDP, ICMP and the rest: the earlier direction, where it is clearly earlier                that end began
 * else      nothing decides                                                                          ambiguous: kept, flagged
 * </pre>
 *
 * <p>Where two of these contradict each other the traffic is ambiguous too: a destination too many is shown and can be judged,
 * one too few breaks something.
 */
final class Resolver {

    /** A record's times may lie this much after its packets (VPC User Guide, flow log records, {@code start}). */
    private static final int GRAIN = 60;

    private static final int TCP = 6;
    private static final int UDP = 17;

    // The facts about an end.
    private static final int LISTENER = 1;
    private static final int FAN_SERVER = 2;
    private static final int FAN_LISTENER = 4;

    private final Evidence evidence;
    private final ProfileSettings settings;
    private final AnsweringPorts answering;
    /** What the entries say of addresses and ports, in one table since most ends have more than one of the facts. */
    private final AddressPorts ends = new AddressPorts();

    final Observations learned;
    final Observations denied;

    private Resolver(Evidence evidence, ProfileSettings settings) {
        this.evidence = evidence;
        this.settings = settings;
        answering = new AnsweringPorts(evidence.lanes);
        learned = new Observations(evidence.texts);
        denied = new Observations(evidence.texts);
    }

    /** Resolves evidence that {@link Orientation} has turned. */
    static Resolver resolve(Evidence evidence, ProfileSettings settings) {
        Resolver resolver = new Resolver(evidence, settings);
        EvidenceOrder order = evidence.order();
        List<Groups> tables =
                List.of(new Groups(evidence, order, evidence.narrow), new Groups(evidence, order, evidence.wide));
        for (Groups groups : tables) {
            while (groups.next()) {
                resolver.learnListeners(groups);
            }
            groups.restart();
        }
        for (Groups groups : tables) {
            while (groups.next()) {
                resolver.resolve(groups);
            }
        }
        return resolver;
    }

    private void learnListeners(Groups run) {
        int side = run.side();
        if (side == Side.LISTENER) {
            if (run.isCertain()) {
                add(LISTENER, run);
            }
            learnAnswering(run);
            if (run.hasFan(settings.fanIn())) {
                add(FAN_LISTENER, run);
            }
        } else if (side == Side.PEER || side == Side.TIED) {
            if (side == Side.PEER && run.hasSynAck()) {
                add(LISTENER, run);
                learnAnswering(run);
            }
            if (run.hasFan(settings.fanIn())) {
                add(FAN_SERVER, run);
            }
        }
    }

    private void learnAnswering(Groups run) {
        run.synAckDays(day -> answering.add(day, run.family(), run.protocol(), run.high(), run.low(), run.port()));
    }

    private void add(int fact, Groups run) {
        ends.add(fact, run.family(), run.protocol(), run.high(), run.low(), run.port());
    }

    private void resolve(Groups run) {
        while (run.hasNextDay()) {
            DayFacts facts = run.nextDay();
            switch (run.side()) {
                case Side.PEER -> keep(run, run.port(), facts, peer(run, facts));
                case Side.TIED -> keep(run, run.port(), facts, tied(run, facts));
                case Side.LOCAL -> local(run, facts);
                case Side.DENIED -> denied(run, facts);
                default -> {
                    // Listeners are evidence about others.
                }
            }
        }
    }

    private void keep(Groups run, int port, DayFacts facts, Verdict drawn) {
        Verdict verdict = drawn.resting(facts.orientation);
        if (verdict.isLearned()) {
            long connections = facts.isCertain() ? Math.max(facts.syns, facts.synAcks) : Math.max(1, facts.portCount());
            learned.add(
                    run.networkInterface(),
                    run.protocol(),
                    port,
                    run.family(),
                    run.high(),
                    run.low(),
                    connections,
                    facts,
                    verdict.confidence(),
                    verdict.isAmbiguous());
        }
    }

    private Verdict peer(Groups run, DayFacts facts) {
        if (facts.isCertain() || isJoined(run, run.port(), facts)) {
            return Verdict.initiated(Confidence.CERTAIN);
        }
        if (!peerListens(run, run.port())) {
            boolean fan = hasLocalListener(run, facts, FAN_LISTENER);
            boolean there = isFanServer(run, run.port());
            if (!there && isAnswerFrom(run, facts, fan)) {
                return Verdict.ANSWERED;
            }
            if (hasLocalListener(run, facts, LISTENER) || fan && !there) {
                return Verdict.AMBIGUOUS;
            }
        }
        return facts.recordsToward == 0 ? Verdict.AMBIGUOUS : Verdict.initiated(Confidence.MEDIUM);
    }

    /**
     * Whether a peer's port only looks like a service, because load balancers, NAT gateways and functions call from every port
     * above 1023: this end answered SYNs on its port within the days of the join, and the peer's is in no table, or is and ten
     * ports came to ours. Ports below 1024 nobody calls from.
     */
    private boolean isAnswerFrom(Groups run, DayFacts facts, boolean fan) {
        boolean mayCall = fan ? run.port() >= ServicePorts.FIRST_UNPRIVILEGED : ServicePorts.rank(run.port()) > 0;
        return mayCall && hasAnsweringPorts(run, facts);
    }

    private boolean hasAnsweringPorts(Groups run, DayFacts facts) {
        if (facts.manyPorts || facts.namedPorts() == 0) {
            return false;
        }
        Lanes lanes = evidence.lanes;
        int firstDay = Math.max(0, facts.day - settings.joinDays());
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (!answering.contains(
                    firstDay,
                    facts.day,
                    lanes.family(facts.lane),
                    run.protocol(),
                    lanes.high(facts.lane),
                    lanes.low(facts.lane),
                    facts.port(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isFanServer(Groups run, int port) {
        return ends.has(FAN_SERVER, run.family(), run.protocol(), run.high(), run.low(), port);
    }

    private boolean isJoined(Groups run, int port, DayFacts facts) {
        return run.certainOrientation(port, Math.max(0, facts.day - settings.joinDays()), facts.day) >= 0;
    }

    private boolean peerListens(Groups run, int port) {
        return ends.has(LISTENER, run.family(), run.protocol(), run.high(), run.low(), port);
    }

    /** Whether this is known of every local port of the facts. */
    private boolean hasLocalListener(Groups run, DayFacts facts, int fact) {
        if (facts.manyPorts || facts.namedPorts() == 0) {
            return false;
        }
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (!isLocal(run, facts, fact, facts.port(i))) {
                return false;
            }
        }
        return true;
    }

    private boolean isLocal(Groups run, DayFacts facts, int fact, int port) {
        Lanes lanes = evidence.lanes;
        return ends.has(
                fact, lanes.family(facts.lane), run.protocol(), lanes.high(facts.lane), lanes.low(facts.lane), port);
    }

    private Verdict tied(Groups run, DayFacts facts) {
        boolean ports = run.protocol() == TCP || run.protocol() == UDP;
        if (ports) {
            if (isJoined(run, run.port(), facts)) {
                return Verdict.initiated(Confidence.CERTAIN);
            }
            boolean here = hasLocalListener(run, facts, LISTENER);
            boolean there = peerListens(run, run.port());
            if (here != there) {
                return here ? Verdict.ANSWERED : Verdict.initiated(Confidence.MEDIUM);
            }
            here = hasLocalListener(run, facts, FAN_LISTENER);
            there = isFanServer(run, run.port());
            if (here != there) {
                return here ? Verdict.ANSWERED : Verdict.initiated(Confidence.MEDIUM);
            }
        }
        return run.protocol() == TCP ? Verdict.AMBIGUOUS : byStart(run, facts);
    }

    private Verdict byStart(Groups run, DayFacts facts) {
        if (facts.recordsToward == 0) {
            return Verdict.ANSWERED;
        }
        Confidence confidence = run.protocol() == UDP ? Confidence.MEDIUM : Confidence.LOW;
        int firstDay = Math.max(0, facts.day - settings.joinDays());
        long toward = run.earliestToward(firstDay, facts.day);
        long from = run.earliestFrom(firstDay, facts.day);
        if (toward < from) {
            return Verdict.initiated(confidence);
        }
        boolean moreThanAnswers = run.protocol() != UDP && facts.packetsToward > facts.packetsFrom;
        return from + GRAIN < toward && !moreThanAnswers ? Verdict.ANSWERED : Verdict.AMBIGUOUS;
    }

    /** The local port is the more service-like; the peer's side is taken only where other evidence speaks for it. */
    private void local(Groups run, DayFacts facts) {
        if (isLocal(run, facts, LISTENER, run.port())) {
            return;
        }
        boolean unasked = run.protocol() == UDP
                && facts.firstFrom != EntryTable.NEVER
                && facts.firstFrom + GRAIN < facts.firstToward;
        for (int i = 0; i < facts.namedPorts(); i++) {
            int port = facts.port(i);
            boolean served = peerListens(run, port) || isFanServer(run, port);
            boolean open = facts.orientation == Orientation.OPEN;
            if ((unasked || served || open) && !isJoined(run, port, facts)) {
                learnedFromLocal(run, port, facts);
            }
        }
    }

    private void learnedFromLocal(Groups run, int port, DayFacts facts) {
        learned.add(
                run.networkInterface(),
                run.protocol(),
                port,
                run.family(),
                run.high(),
                run.low(),
                1,
                facts,
                Confidence.LOW,
                true);
    }

    /** Tried and refused, unless it is an answer that a network ACL refused: the peer asked first. */
    private void denied(Groups run, DayFacts facts) {
        if (run.earliestFromTied(run.port(), facts.day) <= facts.firstToward) {
            return;
        }
        denied.add(
                run.networkInterface(),
                run.protocol(),
                run.port(),
                run.family(),
                run.high(),
                run.low(),
                Math.max(1, Math.max(facts.recordsToward, facts.syns)),
                facts,
                Confidence.CERTAIN,
                false);
    }
}
