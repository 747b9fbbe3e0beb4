package dev.weir.traffic;

import java.time.LocalDate;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;

/**
 * What is known about the outbound traffic of one security group.
 *
 * @param group its id
 * @param observations by interface, day and key
 * @param conversations the same by key over the whole period, most connections first
 * @param denied what was tried and rejected, by interface, day and key
 * @param interfaces the interfaces that wore the group in the period, those without a flow log included
 * @param figures how good the evidence is
 */
public record GroupTraffic(
        String group,
        List<Observation> observations,
        List<Conversation> conversations,
        List<Observation> denied,
        List<InterfaceCoverage> interfaces,
        Figures figures) {

    public GroupTraffic {
        observations = List.copyOf(observations);
        conversations = List.copyOf(conversations);
        denied = List.copyOf(denied);
        interfaces = List.copyOf(interfaces);
    }

    /** The days on which something of an interface could be used, UTC. */
    public SortedSet<LocalDate> usableDays() {
        SortedSet<LocalDate> days = new TreeSet<>();
        interfaces.stream().filter(InterfaceCoverage::isObserved).forEach(one -> days.addAll(one.days()));
        return days;
    }

    /**
     * Counts of what is sure, doubtful and missing. Shares are 0 where there is nothing to share.
     *
     * @param connections learned, a lower bound
     * @param ambiguous of those, how many the records cannot decide
     * @param unattributed connections, in the subnets that the figures are about or where nothing tells that they are elsewhere, of
     *     interfaces whose groups nobody knows
     * @param attributed connections in those subnets of interfaces whose groups are known
     * @param records records that carried traffic
     * @param lost SKIPDATA records
     * @param unusable records of the interfaces from which nothing could be learned
     * @param nobodys the same, of records that do not tell whose they are: they may be anybody's
     * @param hoursObserved interface-hours with a record that could be used or NODATA
     * @param hoursExpected interface-hours of the interfaces' known lives
     */
    public record Figures(
            long connections,
            long ambiguous,
            long unattributed,
            long attributed,
            long records,
            long lost,
            Unusable unusable,
            Unusable nobodys,
            long hoursObserved,
            long hoursExpected) {

        public double ambiguousShare() {
            return share(ambiguous, connections);
        }

        public double unattributedShare() {
            return share(unattributed, unattributed + attributed);
        }

        public double lostShare() {
            return share(lost, records + lost);
        }

        /** Whether everything that was observed could also be read. */
        public boolean isReadWhole() {
            return unusable.isNone() && nobodys.isNone();
        }

        /** 0 where no hour was expected: no evidence is no coverage. */
        public double coverage() {
            return share(hoursObserved, hoursExpected);
        }

        private static double share(long part, long whole) {
            return whole == 0 ? 0.0 : (double) part / whole;
        }
    }
}
