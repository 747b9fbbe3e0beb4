package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.OppositePorts;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.ServiceSide;

/**
 * What the ports of one interface are used for, as far as records without a SYN show: who came onto them, beside what its whole
 * team shows ({@link TeamPorts}).
 *
 * <p>A caller draws its port anew for each connection, and a server keeps its own. So of what ports leave open, many distinct
 * ports of peers onto one local port make that one a listener: ten over the whole period and all interfaces that are
 * associated with the same groups, or so many onto the interface's own port that chance would hardly bring them together.
 * With {@code n} connections in doubt, each from a local port drawn from {@code r}, the expected number of sets of {@code k}
 * that share one is at most
 *
 * <pre>
 * n^k / (k! r^(k-1))
 * </pre>
 *
 * <p>For the same reason many distinct local ports toward one port of a peer make the peer the server.
 */
final class LocalPorts {

    /** The fewest ports that a system draws from: Windows since 2008, 49152 to 65535. */
    private static final int DRAWN_FROM = 16_384;
    /** An expected number of coincidences that is hardly any. */
    private static final double HARDLY = 1e-4;

    private static final int TCP = 6;
    /** The scope of all callers: the interface. */
    private static final int THIS = 1;

    private final TeamPorts team;
    private final int fanIn;
    private final Callers callers = new Callers();
    /** How many connections from ports that look like callers' are in doubt; -1 if not counted yet. */
    private int crowd = -1;

    /** Of no interface yet. */
    LocalPorts(TeamPorts team, int fanIn) {
        this.team = team;
        this.fanIn = fanIn;
    }

    /** Goes to another interface, of which nothing is known yet. */
    void clear() {
        callers.clear();
        crowd = -1;
    }

    /** Learns from a run that {@link #isCaller} and whose peer is no server for certain. */
    void learn(EntryRuns run) {
        OppositePorts local = run.opposites();
        for (int i = 0; i < local.size(); i++) {
            if (local.port(i) != run.port()) {
                callers.add(THIS, run.protocol(), local.port(i), run.port());
            }
        }
    }

    /** Whether the peer's port of a run may be a caller's by the tables of ports. */
    static boolean isCaller(EntryRuns run) {
        return run.port() != 0
                && (run.side() == ServiceSide.TIED
                        || run.side() == ServiceSide.PEER && ServicePorts.rank(run.port()) > 0);
    }

    private int callers(EntryRuns run, int port) {
        return callers.count(THIS, run.protocol(), port);
    }

    /**
     * Whether every local port of the facts is one that others come onto, so that this peer's port is a caller's. UDP from the
     * same port at both ends says nothing: members of a cluster call each other so.
     */
    boolean areBusy(EntryRuns run, DayFacts facts) {
        if (facts.manyPorts || facts.namedPorts() == 0) {
            return false;
        }
        for (int i = 0; i < facts.namedPorts(); i++) {
            boolean alike = facts.port(i) == run.port() && run.protocol() != TCP;
            if (alike || !isBusy(run, facts.port(i))) {
                return false;
            }
        }
        return true;
    }

    /** Whether others come onto this local port, over and over. */
    boolean isBusy(EntryRuns run, int port) {
        int own = callers(run, port);
        if (team.callers(run, port) >= fanIn && (port < ServicePorts.FIRST_EPHEMERAL || others(run, own) > 0)) {
            return true;
        }
        return isNoChance(own);
    }

    /** How many callers other than the run's peer port came onto a port that so many came onto. */
    private static int others(EntryRuns run, int callers) {
        boolean isCounted = run.side() == ServiceSide.TIED || ServicePorts.rank(run.port()) > 0;
        return isCounted ? callers - 1 : callers;
    }

    /** Whether so many local ports toward the run's peer port, here or from the team to its network, are hardly a coincidence. */
    boolean makeAServer(EntryRuns run) {
        return isNoChance(run.opposites().size()) || isNoChance(team.inDoubtWithNetwork(run), team.metByNetwork(run));
    }

    private boolean isNoChance(int together) {
        if (crowd < 0) {
            crowd = callers.crowds(THIS + 1, fanIn)[THIS];
        }
        return isNoChance(crowd, together);
    }

    private boolean isNoChance(int inDoubt, int together) {
        if (together >= fanIn) {
            return true;
        }
        double crowd = Math.max(together, inDoubt);
        double expected = DRAWN_FROM;
        for (int i = 1; i <= together; i++) {
            expected *= crowd / i / DRAWN_FROM;
        }
        return together > 1 && expected < HARDLY;
    }

    /** Whether others came onto every local port of the facts, too few to be sure. */
    boolean areSuspect(EntryRuns run, DayFacts facts) {
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (others(run, callers(run, facts.port(i))) <= 0) {
                return false;
            }
        }
        return facts.namedPorts() > 0;
    }
}
