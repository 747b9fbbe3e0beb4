package dev.weir.backtest;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.traffic.Observation;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Predicate;

/** Replays later connections against rules that were learned earlier. */
public final class Replay {

    private Replay() {}

    private record ReplayedKey(String networkInterface, Service service, IpAddress destination)
            implements Comparable<ReplayedKey> {

        private static final Comparator<ReplayedKey> ORDER = Comparator.comparing(ReplayedKey::service)
                .thenComparing(ReplayedKey::destination)
                .thenComparing(ReplayedKey::networkInterface);

        @Override
        public int compareTo(ReplayedKey other) {
            return ORDER.compare(this, other);
        }
    }

    /**
     * What the rules would have done.
     *
     * @param learnedTo the end of what the rules were learned from
     * @param later what was seen after
     * @param permits whether the rules permit an observation
     */
    public static Backtest of(Instant learnedTo, Collection<Observation> later, Predicate<Observation> permits) {
        long connections = 0;
        long permitted = 0;
        Map<ReplayedKey, Backtest.DeniedLater> denied = new TreeMap<>();
        for (Observation seen : later) {
            connections += seen.connections();
            if (permits.test(seen)) {
                permitted += seen.connections();
                continue;
            }
            denied.merge(
                    new ReplayedKey(seen.networkInterface(), seen.service(), seen.destination()),
                    new Backtest.DeniedLater(
                            seen.service(),
                            seen.destination(),
                            seen.connections(),
                            seen.networkInterface(),
                            seen.firstSeen()),
                    Replay::both);
        }
        List<Backtest.DeniedLater> mostFirst = new ArrayList<>(denied.values());
        mostFirst.sort(
                Comparator.comparingLong(Backtest.DeniedLater::connections).reversed());
        return new Backtest(learnedTo, connections, permitted, mostFirst);
    }

    private static Backtest.DeniedLater both(Backtest.DeniedLater one, Backtest.DeniedLater other) {
        return new Backtest.DeniedLater(
                one.service(),
                one.destination(),
                one.connections() + other.connections(),
                one.networkInterface(),
                one.at().isBefore(other.at()) ? one.at() : other.at());
    }
}
