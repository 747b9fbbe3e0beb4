package dev.weir.traffic;

import dev.weir.evidence.DayFacts;
import dev.weir.evidence.EntryRuns;
import dev.weir.evidence.OppositePorts;
import dev.weir.evidence.PortSets;
import dev.weir.evidence.ServicePorts;
import dev.weir.evidence.ServiceSide;

/**
 * What the ports of all interfaces that are associated with the same groups are used for, as far as records without a SYN show:
 * who came onto them, from which of them they call, and how many of them met a port of some network of peers.
 */
final class TeamPorts {

    /** So many connections from ports that Linux and Windows do not call from show that the interface does. */
    static final int LOW_CALLS = 3;
    /** So many from ports above, and none from below, show that it does not. */
    private static final int HIGH_CALLS = 30;

    private static final int TCP = 6;
    /** In the place of a port: whatever it is. */
    private static final int ANY_PORT = 0;

    private final int[] teams;
    private final int fanIn;
    private final Callers byTeam = new Callers();
    /** By team, network of the peer and the peer's port: the local ports that met it, of all interfaces of the team. */
    private final Callers byNetwork = new Callers();

    private final int[] low;
    private final int[] high;
    private int[] crowds = new int[0];

    /**
     * Knows nothing yet.
     *
     * @param teams by token of an interface, the number of all that are associated with the same groups
     */
    TeamPorts(int[] teams, int fanIn) {
        this.teams = teams;
        this.fanIn = fanIn;
        low = new int[teams.length];
        high = new int[teams.length];
    }

    /** Learns from a run whose key names the peer; {@code isServer} if ten local ports or more went to its port. */
    void learn(EntryRuns run, boolean isServer) {
        int team = team(run);
        if (run.side() == ServiceSide.LOCAL) {
            learnCallers(run, team);
            return;
        }
        int protocol = run.protocol();
        int port = run.port();
        if (protocol == TCP && (isServer || port < ServicePorts.FIRST_RESERVED) && run.isEstablished(1)) {
            OppositePorts local = run.opposites();
            int above = local.from(ServicePorts.FIRST_EPHEMERAL);
            high[team] += above;
            low[team] += local.from(ServicePorts.FIRST_UNPRIVILEGED) - above;
        }
        if (isServer) {
            return;
        }
        if (port >= ServicePorts.FIRST_UNPRIVILEGED && (protocol != TCP || run.isEstablished(1))) {
            learnNetwork(run, network(run));
        }
        if (LocalPorts.isCaller(run)) {
            OppositePorts local = run.opposites();
            for (int i = 0; i < local.size(); i++) {
                if (local.port(i) != port) {
                    byTeam.add(team, protocol, local.port(i), port);
                }
            }
        }
    }

    private void learnNetwork(EntryRuns run, int network) {
        OppositePorts local = run.opposites();
        if (local.size() == 0 || byNetwork.count(network, run.protocol(), run.port()) >= fanIn) {
            return;
        }
        int met = byNetwork.slot(network, run.protocol(), run.port());
        for (int i = 0; i < local.size(); i++) {
            byNetwork.add(met, local.port(i));
        }
        int any = byNetwork.slot(network, run.protocol(), ANY_PORT);
        int peer = run.port() * 0x9E3779B9 >>> 16;
        for (int i = 0; i < local.size(); i++) {
            byNetwork.add(any, local.port(i) ^ peer);
        }
    }

    /** Learns who came onto the local port that the key names. */
    private void learnCallers(EntryRuns run, int team) {
        if (byTeam.count(team, run.protocol(), run.port()) < fanIn) {
            OppositePorts opposites = run.opposites();
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
        crowds = byTeam.crowds(teams.length, fanIn);
    }

    private int team(EntryRuns run) {
        return teams[run.networkInterface()];
    }

    /** How many were seen to come onto a port of these interfaces. */
    int callers(EntryRuns run, int port) {
        return byTeam.count(team(run), run.protocol(), port);
    }

    /** How many local ports of the team met the run's port in its peer's network. */
    int metByNetwork(EntryRuns run) {
        return byNetwork.count(network(run), run.protocol(), run.port());
    }

    /** How many connections with the peer's network are in doubt, or, where they are many, of the whole team. */
    int inDoubtWithNetwork(EntryRuns run) {
        int few = byNetwork.count(network(run), run.protocol(), ANY_PORT);
        return few <= PortSets.KEPT ? few : Math.max(few, crowds[team(run)]);
    }

    /** A team and a /24 or /64 of peers, so a fleet, by their hash: two that share one, once in four thousand million, are one. */
    private int network(EntryRuns run) {
        long network = run.family() == 4 ? run.low() >>> 8 : run.high();
        return Long.hashCode(network * 0x9E3779B97F4A7C15L + team(run));
    }

    /** Whether the interface, or one with the same groups, calls from ports below those that Linux and Windows draw. */
    boolean callFromLow(EntryRuns run) {
        return low[team(run)] >= LOW_CALLS;
    }

    /** Whether all local ports of the facts lie below those that these interfaces were seen to call from, over and over. */
    boolean areBelowCalling(EntryRuns run, DayFacts facts) {
        int team = team(run);
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
}
