package dev.weir.report;

import dev.weir.finding.Exposure;
import dev.weir.finding.Reading;
import dev.weir.net.Service;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.math.MathContext;
import java.math.RoundingMode;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;

/** Sentences about a plan that every format says alike. */
final class PlanWords {

    private PlanWords() {}

    /** What the plan does, first of all: {@code closes all-ports and any-port: 1 rule out, 4 in}. */
    static String headline(Plan plan) {
        boolean allPorts = Boolean.TRUE.equals(plan.clears().get(Reading.ALL_PORTS));
        boolean anyPort = Boolean.TRUE.equals(plan.clears().get(Reading.ANY_PORT));
        String change = "%d %s out, %d in"
                .formatted(
                        plan.revoke().size(),
                        plan.revoke().size() == 1 ? "rule" : "rules",
                        plan.authorize().size());
        if (plan.revoke().isEmpty() && plan.authorize().isEmpty()) {
            change = "nothing to change";
        }
        if (allPorts && anyPort) {
            return "closes all-ports and any-port: " + change;
        }
        List<String> open = new ArrayList<>();
        for (Plan.StaysOpen one : plan.staysOpen()) {
            open.add(one.service() + (one.reason().isEmpty() ? "" : ": " + Printable.of(one.reason())));
        }
        String why = open.isEmpty() ? "something that was not read may be the world" : String.join("; ", open);
        return allPorts
                ? "closes all-ports; any-port stays open for " + why + "; " + change
                : "closes neither reading; stays open for " + why + "; " + change;
    }

    static String learnedFrom(Plan.Observed observed) {
        return "learned from %s outbound connections, %s to %s"
                .formatted(
                        number(BigInteger.valueOf(observed.connections())),
                        day(observed.from()),
                        day(observed.to().minusSeconds(1)));
    }

    static String exposure(Plan plan) {
        return "IPv4 " + Percent.of(plan.before().ipv4()) + " before, "
                + Percent.of(plan.after().ipv4()) + " after" + ipv6(plan.before(), plan.after())
                + " (of TCP and UDP ports x public addresses)";
    }

    private static String ipv6(Exposure before, Exposure after) {
        return before.ipv6().isZero() && after.ipv6().isZero()
                ? ""
                : "; IPv6 " + Percent.of(before.ipv6()) + " before, " + Percent.of(after.ipv6()) + " after";
    }

    static String service(Service service) {
        return service.protocol().isAll() ? "all" : service.toString();
    }

    /** {@code about 12 a month}, {@code less than 1 a month}. */
    static String aMonth(double count) {
        if (count == 0) {
            return "none a month";
        }
        return count < 1 ? "less than 1 a month" : "about " + Math.round(count) + " a month";
    }

    /** Thousands apart; beyond a trillion as a power of two or ten, whichever says it. */
    static String number(BigInteger number) {
        String digits = number.toString();
        if (digits.length() > 15) {
            return digits.charAt(0) + "." + digits.substring(1, 3) + "e" + (digits.length() - 1);
        }
        StringBuilder text = new StringBuilder(digits);
        for (int at = digits.length() - 3; at > 0; at -= 3) {
            text.insert(at, ',');
        }
        return text.toString();
    }

    /** A share between 0 and 1, rounded to two digits, never to 0 nor to all. */
    static String percent(double share) {
        if (share <= 0 || share >= 1) {
            return share <= 0 ? "0 %" : "100 %";
        }
        BigDecimal percent = BigDecimal.valueOf(share).movePointRight(2);
        String digits = percent.round(new MathContext(2, RoundingMode.DOWN))
                .stripTrailingZeros()
                .toPlainString();
        return percent.compareTo(new BigDecimal("0.0001")) < 0 ? "less than 0.0001 %" : digits + " %";
    }

    private static String day(Instant instant) {
        return instant.atOffset(ZoneOffset.UTC).toLocalDate().toString();
    }
}
