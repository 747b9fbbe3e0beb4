package dev.weir.report.html;

import dev.weir.report.text.Counted;
import dev.weir.traffic.Observation;
import dev.weir.traffic.ObservationPeriod;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.Collection;
import java.util.Set;

/**
 * Days by hours: how many conversations of a day lay between their first packet and their last in each hour.
 *
 * <p>A traffic profile keeps these two times for each interface, destination and port of a day, so an hour in between counts
 * although nothing may have been sent in it, and the caption says so.
 */
final class HourMap {

    private static final int MOST_DAYS = 42;
    private static final int HOURS = 24;
    private static final int CELL = 16;
    private static final int LEFT = 80;
    private static final int TOP = 36;
    private static final int LEVELS = 4;

    private final LocalDate first;
    private final int days;
    private final long[][] counts;
    private final long[] connections;
    private long most;

    private HourMap(ObservationPeriod period) {
        days = Math.min(MOST_DAYS, period.days());
        first = period.lastDay().minusDays(days - 1L);
        counts = new long[days][HOURS];
        connections = new long[days];
    }

    private void add(Observation one) {
        int day = (int) (one.day().toEpochDay() - first.toEpochDay());
        if (day < 0 || day >= days) {
            return;
        }
        connections[day] += one.connections();
        int from = one.firstSeen().atOffset(ZoneOffset.UTC).toLocalDate().isBefore(one.day())
                ? 0
                : one.firstSeen().atOffset(ZoneOffset.UTC).getHour();
        int to = one.lastSeen().atOffset(ZoneOffset.UTC).toLocalDate().isAfter(one.day())
                ? HOURS - 1
                : one.lastSeen().atOffset(ZoneOffset.UTC).getHour();
        for (int hour = from; hour <= to; hour++) {
            most = Math.max(most, ++counts[day][hour]);
        }
    }

    /**
     * A map with its caption.
     *
     * @param what what is counted, as a title begins
     * @param styleClass of the squares
     * @param period all that was observed
     * @param watched the days on which some flow log watched
     */
    static void append(
            Markup out,
            String what,
            String styleClass,
            Collection<Observation> observations,
            ObservationPeriod period,
            Set<LocalDate> watched) {
        HourMap map = new HourMap(period);
        observations.forEach(map::add);
        map.draw(out, what, styleClass, period, watched);
    }

    private void draw(Markup out, String what, String styleClass, ObservationPeriod period, Set<LocalDate> watched) {
        int width = LEFT + HOURS * CELL + 110;
        int height = TOP + days * CELL + 8;
        out.raw("<figure class=\"half\"><svg width=\"" + width + "\" height=\"" + height + "\" viewBox=\"0 0 " + width
                        + " " + height + "\" role=\"img\"")
                .attribute(
                        "aria-label",
                        what + ", days by hours of the day, " + first + " to " + period.lastDay() + ", at most "
                                + Counted.number(most) + " in an hour")
                .raw("><text x=\"0\" y=\"12\">day (UTC)</text><text x=\"" + LEFT
                        + "\" y=\"12\">hour of the day (UTC)</text><text x=\"" + (LEFT + HOURS * CELL + 8)
                        + "\" y=\"12\">connections a day</text>");
        for (int hour = 0; hour <= HOURS; hour += 6) {
            out.raw("<text x=\"" + (LEFT + hour * CELL) + "\" y=\"28\">" + hour + "</text>");
        }
        out.raw("<path class=\"v-grid\" d=\"");
        for (int hour = 0; hour <= HOURS; hour += 6) {
            out.raw("M" + (LEFT + hour * CELL) + " 32v" + (days * CELL + 4));
        }
        out.raw("\"/>");
        for (int day = 0; day < days; day++) {
            LocalDate date = first.plusDays(day);
            int base = TOP + day * CELL + 12;
            out.raw("<text x=\"0\" y=\"" + base + "\">" + date.toString() + "</text>");
            out.raw("<text x=\"" + (LEFT + HOURS * CELL + 8) + "\" y=\"" + base + "\">"
                    + (watched.contains(date) ? Counted.number(connections[day]) : "not watched") + "</text>");
        }
        squares(out, styleClass);
        out.raw("</svg>\n<figcaption>")
                .text(what + ", " + first + " to " + period.lastDay()
                        + (days < period.days() ? ", the last " + days + " days of " + period.days() : "")
                        + ". The larger a square, the more (interface, destination and port) lay between the first and"
                        + " the last packet of the day in that hour, at most " + Counted.number(most)
                        + "; what was sent in between is not kept.")
                .raw("</figcaption></figure>\n");
    }

    private void squares(Markup out, String styleClass) {
        if (most == 0) {
            return;
        }
        out.raw("<path class=\"").raw(styleClass).raw("\" d=\"");
        for (int day = 0; day < days; day++) {
            for (int hour = 0; hour < HOURS; hour++) {
                if (counts[day][hour] > 0) {
                    long side = 3L * (1 + level(counts[day][hour])) + 1;
                    out.raw("M" + (LEFT + hour * CELL + (CELL - side) / 2) + " "
                            + (TOP + day * CELL + (CELL - side) / 2));
                    out.raw("h" + side + "v" + side + "h" + -side + "z");
                }
            }
        }
        out.raw("\"/>");
    }

    /** 0 to 3, in even steps of the logarithm. */
    private int level(long count) {
        return most == 1 ? LEVELS - 1 : Math.min(LEVELS - 1, (int) (LEVELS * Math.log(count) / Math.log(most)));
    }
}
