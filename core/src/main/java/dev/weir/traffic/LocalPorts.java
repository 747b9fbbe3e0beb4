package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.OppositePorts;
import dev.weir.evidence.PortSets;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.ServiceSide;

/**
 * What the ports of interfaces are used for, as far as records without a SYN show: who came onto them, and from which of them
 * the interfaces call.
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
    /** So many connections from ports that Linux and Windows do not call from show that the interface does. */
    static final int LOW_CALLS = 3;
    /** So many from ports above, and none from below, show that it does not. */
    private static final int HIGH_CALLS = 30;

    private static final int TCP = 6;
    /** In the place of a port: whatever it is. */
    private static final int ANY_PORT = 0;

    private final int[] teams;
    private final int fanIn;
    private final Callers byInterface = new Callers();
    private final Callers byTeam = new Callers();
    /** By team, network of the peer and the peer's port: the local ports that met it, of all interfaces of the team. */
    private final Callers byNetwork = new Callers();

    private final int[] low;
    private final int[] high;
    private int[] crowds = new int[0];
    private int[] teamCrowds = new int[0];

    /**
     * Knows nothing yet.
     *
     * @param teams by token of an interface, the number of all that are associated with the same groups
     */
    LocalPorts(int[] teams, int fanIn) {
        this.teams = teams;
        this.fanIn = fanIn;
        low = new int[teams.length];
        high = new int[teams.length];
    }

    /** Learns from a run whose key names the peer; {@code isServer} if ten local ports or more went to its port. */
    void learn(EntryRuns run, boolean isServer) {
        OppositePorts opposites = run.opposites();
        int protocol = run.protocol();
        int port = run.port();
        int team = teams[run.networkInterface()];
        if (run.side() == ServiceSide.LOCAL) {
            callers(run, opposites);
            return;
        }
        if (protocol == TCP && (isServer || port < ServicePorts.FIRST_RESERVED) && run.isEstablished(1)) {
            int above = opposites.from(ServicePorts.FIRST_EPHEMERAL);
            high[team] += above;
            low[team] += opposites.from(ServicePorts.FIRST_UNPRIVILEGED) - above;
        }
        if (isServer) {
            return;
        }
        if (port >= ServicePorts.FIRST_UNPRIVILEGED && (protocol != TCP || run.isEstablished(1))) {
            int network = network(run);
            if (byNetwork.count(network, protocol, port) < fanIn) {
                for (int i = 0; i < opposites.size(); i++) {
                    byNetwork.add(network, protocol, port, opposites.port(i));
                    byNetwork.add(network, protocol, ANY_PORT, opposites.port(i) ^ port * 0x9E3779B9 >>> 16);
                }
            }
        }
        if (port != 0 && (run.side() == ServiceSide.TIED || ServicePorts.rank(port) > 0)) {
            for (int i = 0; i < opposites.size(); i++) {
                if (opposites.port(i) != port) {
                    byInterface.add(run.networkInterface(), protocol, opposites.port(i), port);
                    byTeam.add(team, protocol, opposites.port(i), port);
                }
            }
        }
    }

    /** Learns who came onto the local port that the key names. */
    private void callers(EntryRuns run, OppositePorts opposites) {
        int team = teams[run.networkInterface()];
        if (byTeam.count(team, run.protocol(), run.port()) < fanIn) {
            int peer = Long.hashCode(run.high() * 31 + run.low()) * 0x9E3779B9 >>> 16;
            for (int i = 0; i < opposites.size(); i++) {
                if (!ServicePorts.mayServe(opposites.port(i), run.port())) {
                    byTeam.add(team, run.protocol(), run.port(), peer ^ opposites.port(i));
                }
            }
        }
    }

    /** All was learned. */
    void settle() {
        crowds = byInterface.crowds(teams.length, fanIn);
        teamCrowds = byTeam.crowds(teams.length, fanIn);
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
        int own = byInterface.count(run.networkInterface(), run.protocol(), port);
        if (byTeam.count(teams[run.networkInterface()], run.protocol(), port) >= fanIn
                && (port < ServicePorts.FIRST_EPHEMERAL || others(run, own) > 0)) {
            return true;
        }
        return isNoChance(run, own);
    }

    /** How many callers other than the run's peer port came onto a port that so many came onto. */
    private static int others(EntryRuns run, int callers) {
        boolean isCounted = run.side() == ServiceSide.TIED || ServicePorts.rank(run.port()) > 0;
        return isCounted ? callers - 1 : callers;
    }

    /** Whether so many local ports toward the run's peer port, here or from the team to its network, are hardly a coincidence. */
    boolean makeAServer(EntryRuns run) {
        return isNoChance(run, run.opposites().size())
                || isNoChance(inDoubtWithNetwork(run), byNetwork.count(network(run), run.protocol(), run.port()));
    }

    /** How many connections with the peer's network are in doubt, or, where they are many, of the whole team. */
    private int inDoubtWithNetwork(EntryRuns run) {
        int few = byNetwork.count(network(run), run.protocol(), ANY_PORT);
        return few <= PortSets.KEPT ? few : Math.max(few, teamCrowds[teams[run.networkInterface()]]);
    }

    /** A team and a /24 or /64 of peers, so a fleet, by their hash: two that share one, once in four thousand million, are one. */
    private int network(EntryRuns run) {
        long network = run.family() == 4 ? run.low() >>> 8 : run.high();
        return Long.hashCode(network * 0x9E3779B97F4A7C15L + teams[run.networkInterface()]);
    }

    private boolean isNoChance(EntryRuns run, int together) {
        return isNoChance(crowds[run.networkInterface()], together);
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
            if (others(run, byInterface.count(run.networkInterface(), run.protocol(), facts.port(i))) <= 0) {
                return false;
            }
        }
        return facts.namedPorts() > 0;
    }

    /** Whether the interface, or one with the same groups, calls from ports below those that Linux and Windows draw. */
    boolean callFromLow(EntryRuns run) {
        return low[teams[run.networkInterface()]] >= LOW_CALLS;
    }

    /** Whether all local ports of the facts lie below those that these interfaces were seen to call from, over and over. */
    boolean areBelowCalling(EntryRuns run, DayFacts facts) {
        int team = teams[run.networkInterface()];
        if (facts.manyPorts || low[team] > 0 || high[team] < HIGH_CALLS) {
            return false;
        }
        for (int i = 0; i < facts.namedPorts(); i++) {
            if (facts.port(i) >= ServicePorts.FIRST_EPHEMERAL) {
                return false;
            }
        }
        return facts.namedPorts() > 0;
    }

    /** How many were seen to come onto a port of these interfaces. */
    int callers(EntryRuns run, int port) {
        return byTeam.count(teams[run.networkInterface()], run.protocol(), port);
    }
}
