package dev.weir.backtest;

import dev.weir.flow.FlowField;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.InterfaceCoverage;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.Unusable;
import java.math.BigDecimal;
import java.math.MathContext;
import java.time.DayOfWeek;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalDate;
import java.time.format.TextStyle;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;

/** Answers the gates that the evidence decides. */
public record EvidenceGates(ObservationPeriod period, GroupTraffic traffic) {

    /** Days that a period has at least. */
    public static final int PERIOD_DAYS = 14;
    /** The share of the group's interface-hours that some flow log covers. */
    public static final double COVERAGE = 0.95;
    /** The share of records that may be lost. */
    public static final double LOST = 0.001;
    /** The share of the traffic of the group's subnets that may be unattributed. */
    public static final double UNATTRIBUTED = 0.01;
    /** The share of connections of which nobody can say who began them. */
    public static final double AMBIGUOUS = 0.01;
    /** Days at the end of the period without a class that was not seen before. */
    public static final int STABLE_DAYS = 7;

    private static final List<Gate.Name> BY_EVIDENCE = List.of(
            Gate.Name.OBSERVATION_PERIOD,
            Gate.Name.FULL_WEEK,
            Gate.Name.MONTH_END,
            Gate.Name.COVERAGE,
            Gate.Name.COLD_START_SEEN,
            Gate.Name.LOST_RECORDS,
            Gate.Name.UNATTRIBUTED,
            Gate.Name.AMBIGUOUS,
            Gate.Name.STABILITY);

    /**
     * The day from which on those gates can pass that only time passes (the period, the week, the end of a month), for what is
     * watched from this day on.
     */
    public static LocalDate readyOn(LocalDate firstDay) {
        LocalDate periodOver = firstDay.plusDays(PERIOD_DAYS - 1L);
        LocalDate monthEnd = firstDay.withDayOfMonth(firstDay.lengthOfMonth());
        return (periodOver.isBefore(monthEnd) ? monthEnd : periodOver).plusDays(1);
    }

    /** The answers where no flows were read. */
    public static List<Gate> withoutTraffic() {
        List<Gate> gates = new ArrayList<>();
        gates.add(new Gate(
                Gate.Name.EVIDENCE,
                Gate.Status.FAIL,
                "no flow log was read: nobody has looked at what the group needs; help: --flows or --traffic"));
        for (Gate.Name name : BY_EVIDENCE) {
            gates.add(new Gate(name, Gate.Status.NOT_APPLICABLE, "no flow log was read"));
        }
        return gates;
    }

    public List<Gate> answers() {
        List<Gate> gates = new ArrayList<>();
        gates.add(evidence());
        gates.add(atLeast(Gate.Name.OBSERVATION_PERIOD, period.days(), PERIOD_DAYS, "days"));
        gates.add(fullWeek());
        gates.add(monthEnd());
        gates.add(coverage());
        gates.add(coldStart());
        GroupTraffic.Figures figures = traffic.figures();
        gates.add(lost(figures));
        gates.add(atMost(
                Gate.Name.UNATTRIBUTED,
                figures.unattributedShare(),
                UNATTRIBUTED,
                "of the traffic of its subnets belongs to no known interface"));
        gates.add(atMost(
                Gate.Name.AMBIGUOUS,
                figures.ambiguousShare(),
                AMBIGUOUS,
                "of its connections leave open who began them"));
        gates.add(stability());
        return gates;
    }

    private Gate evidence() {
        long records = traffic.figures().records();
        if (traffic.interfaces().isEmpty()) {
            return answer(Gate.Name.EVIDENCE, true, "flow logs were read, and the group was on no interface");
        }
        if (traffic.interfaces().stream().anyMatch(InterfaceCoverage::isObserved)) {
            return answer(Gate.Name.EVIDENCE, true, records + " records of its interfaces were read");
        }
        return answer(
                Gate.Name.EVIDENCE,
                false,
                records == 0
                        ? "no flow log reported on any of its interfaces; help: `aws ec2 create-flow-logs`"
                        : "none of the " + records + " records of its interfaces could be used");
    }

    /** A record that names too little is a loss however few there are: it may be the only one of a service. */
    private static Gate lost(GroupTraffic.Figures figures) {
        if (figures.isReadWhole()) {
            return atMost(Gate.Name.LOST_RECORDS, figures.lostShare(), LOST, "of the records were lost");
        }
        boolean own = !figures.unusable().isNone();
        Unusable unusable = own ? figures.unusable() : figures.nobodys();
        String records = unusable.records() == 1 ? "1 record" : unusable.records() + " records";
        String fields = String.join(
                ", ",
                unusable.byField().keySet().stream().map(FlowField::awsName).toList());
        return answer(
                Gate.Name.LOST_RECORDS,
                false,
                "nothing could be learned from " + records + (own ? " of its interfaces" : " that may be anybody's")
                        + (fields.isEmpty() ? "" : ", for want of " + fields)
                        + "; help: observe a flow log that has the fields");
    }

    private Gate fullWeek() {
        if (traffic.interfaces().isEmpty()) {
            return new Gate(Gate.Name.FULL_WEEK, Gate.Status.NOT_APPLICABLE, "the group was on no interface");
        }
        EnumSet<DayOfWeek> missing = EnumSet.allOf(DayOfWeek.class);
        traffic.interfaces().forEach(one -> one.days().forEach(day -> missing.remove(day.getDayOfWeek())));
        List<String> names = missing.stream()
                .map(day -> day.getDisplayName(TextStyle.FULL, Locale.ENGLISH))
                .toList();
        return answer(
                Gate.Name.FULL_WEEK,
                missing.isEmpty(),
                missing.isEmpty()
                        ? "every day of the week was seen"
                        : "no " + String.join(", no ", names) + " was seen");
    }

    private Gate monthEnd() {
        if (!period.isEmpty()) {
            for (LocalDate day = period.firstDay(); !day.isAfter(period.lastDay()); day = day.plusDays(1)) {
                if (day.getDayOfMonth() == day.lengthOfMonth()) {
                    return answer(Gate.Name.MONTH_END, true, "the end of a month was seen: " + day);
                }
            }
        }
        return answer(Gate.Name.MONTH_END, false, "no end of a month was seen: monthly jobs may be missing");
    }

    private Gate coverage() {
        GroupTraffic.Figures figures = traffic.figures();
        if (traffic.interfaces().isEmpty()) {
            return new Gate(Gate.Name.COVERAGE, Gate.Status.NOT_APPLICABLE, "the group was on no interface");
        }
        long unwatched =
                traffic.interfaces().stream().filter(one -> !one.hasFlowLog()).count();
        String reason = "%s of interface-hours (%s asked)".formatted(percent(figures.coverage()), percent(COVERAGE))
                + unread()
                + (unwatched == 0
                        ? ""
                        : unwatched == 1
                                ? "; 1 interface has no record"
                                : "; " + unwatched + " interfaces have no record");
        return answer(Gate.Name.COVERAGE, figures.coverage() >= COVERAGE, reason);
    }

    private String unread() {
        long unread = traffic.interfaces().stream()
                .filter(one -> one.hasFlowLog() && !one.isObserved())
                .count();
        return unread == 0
                ? ""
                : unread == 1
                        ? "; nothing that 1 interface did could be read"
                        : "; nothing that " + unread + " interfaces did could be read";
    }

    private Gate coldStart() {
        if (traffic.interfaces().isEmpty()) {
            return new Gate(Gate.Name.COLD_START_SEEN, Gate.Status.NOT_APPLICABLE, "the group was on no interface");
        }
        Instant firstHourOver = period.from().plus(Duration.ofHours(1));
        boolean seen = traffic.interfaces().stream()
                .anyMatch(one -> one.isObserved() && !one.bornFrom().isBefore(firstHourOver));
        return answer(
                Gate.Name.COLD_START_SEEN,
                seen,
                seen
                        ? "the first hour of an interface that was born in the period was seen"
                        : "no interface was born in the period: what hosts need to start was not seen; help: replace"
                                + " one");
    }

    private Gate stability() {
        Map<String, Instant> firstSeen = new TreeMap<>();
        for (Observation seen : traffic.observations()) {
            firstSeen.merge(
                    seen.service().toString(), seen.firstSeen(), (one, other) -> one.isBefore(other) ? one : other);
        }
        if (firstSeen.isEmpty()) {
            return new Gate(Gate.Name.STABILITY, Gate.Status.NOT_APPLICABLE, "the group initiated nothing");
        }
        Instant bound = period.to().minus(Duration.ofDays(STABLE_DAYS));
        List<String> recent = new ArrayList<>();
        firstSeen.forEach((service, first) -> {
            if (first.isAfter(bound)) {
                recent.add(service);
            }
        });
        return answer(
                Gate.Name.STABILITY,
                recent.isEmpty(),
                recent.isEmpty()
                        ? "nothing on a new port in the last " + STABLE_DAYS + " days"
                        : "first seen in the last " + STABLE_DAYS + " days: "
                                + String.join(", ", recent.stream().limit(5).toList())
                                + (recent.size() > 5 ? " and " + (recent.size() - 5) + " more" : ""));
    }

    private static Gate atLeast(Gate.Name name, long found, long asked, String unit) {
        return answer(name, found >= asked, "%d %s (%d asked)".formatted(found, unit, asked));
    }

    private static Gate atMost(Gate.Name name, double found, double most, String what) {
        return answer(name, found <= most, "%s %s (at most %s)".formatted(percent(found), what, percent(most)));
    }

    private static Gate answer(Gate.Name name, boolean passes, String reason) {
        return new Gate(name, passes ? Gate.Status.PASS : Gate.Status.FAIL, reason);
    }

    /** Two digits, never 0 for what is not, never rounded up to 100. */
    private static String percent(double share) {
        if (share == 0 || share == 1) {
            return share == 0 ? "0 %" : "100 %";
        }
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
        MathContext digits =
                new MathContext(percent.compareTo(BigDecimal.TEN) >= 0 ? 3 : 2, java.math.RoundingMode.DOWN);
        return percent.round(digits).stripTrailingZeros().toPlainString() + " %";
    }
}
