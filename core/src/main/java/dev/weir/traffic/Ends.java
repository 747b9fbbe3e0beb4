package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.EntryTable;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceOrder;
import dev.weir.evidence.Lanes;
import dev.weir.evidence.OppositePorts;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.ServiceSide;
import java.util.List;

/** What all evidence together says of ends of connections, before any verdict: who answers, who serves many, who calls from where. */
final class Ends {

    // The facts about an end.
    static final int LISTENER = 1;
    private static final int FAN_SERVER = 2;
    /** A SYN to it was let in, and nobody was seen to answer. */
    static final int ASKED = 4;
    /** Calls came from its address, whatever the port, from ports that neither Linux nor Windows calls from. */
    private static final int LOW_CALLER = 8;

    private static final int TCP = 6;

    private final Lanes lanes;
    private final ProfileSettings settings;
    private final AnsweringPorts answering;
    /** What the entries say of addresses and ports, in one table since most ends have more than one of the facts. */
    private final AddressPorts facts = new AddressPorts();

    final TeamPorts teamPorts;

    private Ends(Evidence evidence, int[] teams, ProfileSettings settings) {
        this.settings = settings;
        lanes = evidence.lanes;
        answering = new AnsweringPorts(lanes);
        teamPorts = new TeamPorts(teams, settings.fanIn());
    }

    /** Learns from all runs: those of IPv4, then those of IPv6, interface after interface. */
    static Ends learned(Evidence evidence, int[] teams, ProfileSettings settings) {
        Ends ends = new Ends(evidence, teams, settings);
        EvidenceOrder order = evidence.order();
        for (EntryTable table : List.of(evidence.narrow, evidence.wide)) {
            EntryRuns runs = new EntryRuns(evidence, order, table);
            for (int place = 0; place < order.interfaces(); place++) {
                runs.ofInterface(place);
                while (runs.next()) {
                    ends.learn(runs);
                }
            }
        }
        ends.teamPorts.settle();
        return ends;
    }

    private void learn(EntryRuns run) {
        int side = run.side();
        if (side == ServiceSide.LISTENER) {
            if (run.isCertain()) {
                add(run.hasSynAck() ? LISTENER : ASKED, run);
            }
            learnAnswering(run);
        } else if (side == ServiceSide.LOCAL) {
            teamPorts.learn(run, false);
            if (run.hasFan(TeamPorts.LOW_CALLS) && isCalledFromLow(run)) {
                facts.add(LOW_CALLER, run.family(), run.protocol(), run.high(), run.low(), 0);
            }
        } else if (side == ServiceSide.PEER || side == ServiceSide.TIED) {
            if (side == ServiceSide.PEER && run.hasSynAck()) {
                add(LISTENER, run);
                learnAnswering(run);
            }
            boolean isServer = isServer(run);
            if (isServer) {
                add(FAN_SERVER, run);
            }
            teamPorts.learn(run, isServer);
        }
    }

    /** Whether so many local ports went to the run's peer port that it is a server's. */
    boolean isServer(EntryRuns run) {
        return run.hasFan(settings.fanIn())
                && (run.protocol() != TCP || run.isCertain() || run.isEstablished(settings.fanIn()));
    }

    private static boolean isCalledFromLow(EntryRuns run) {
        OppositePorts callers = run.opposites();
        int low = 0;
        for (int i = 0; i < callers.size(); i++) {
            int port = callers.port(i);
            boolean isLow = port >= ServicePorts.FIRST_UNPRIVILEGED && port < ServicePorts.FIRST_EPHEMERAL;
            low += isLow && ServicePorts.rank(port) > 0 ? 1 : 0;
        }
        return low >= TeamPorts.LOW_CALLS;
    }

    private void learnAnswering(EntryRuns run) {
        run.synAckDays(day -> answering.add(day, run.family(), run.protocol(), run.high(), run.low(), run.port()));
    }

    private void add(int fact, EntryRuns run) {
        facts.add(fact, run.family(), run.protocol(), run.high(), run.low(), run.port());
    }

    boolean hasAnsweringPorts(EntryRuns run, DayFacts facts) {
        if (facts.manyPorts || facts.namedPorts() == 0) {
            return false;
        }
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

    boolean isFanServer(EntryRuns run, int port) {
        return this.facts.has(FAN_SERVER, run.family(), run.protocol(), run.high(), run.low(), port);
    }

    boolean peerListens(EntryRuns run, int port) {
        return this.facts.has(LISTENER, run.family(), run.protocol(), run.high(), run.low(), port);
    }

    /** Whether this is known of every local port of the facts. */
    boolean hasLocalListener(EntryRuns run, DayFacts facts, int fact) {
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

    boolean isLocal(EntryRuns run, DayFacts facts, int fact, int port) {
        return this.facts.has(
                fact, lanes.family(facts.lane), run.protocol(), lanes.high(facts.lane), lanes.low(facts.lane), port);
    }

    /** Whether calls came from the address of the run's peer, from ports that neither Linux nor Windows calls from. */
    boolean callsFromLow(EntryRuns run) {
        return facts.has(LOW_CALLER, run.family(), run.protocol(), run.high(), run.low(), 0);
    }
}
