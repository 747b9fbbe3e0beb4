package dev.weir.report.text;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * An instant as reports write it, in UTC.
 *
 * <p>By hand: the formatters of the JDK would take a tenth of the start-up of a short command.
 */
public final class Timestamp {

    private static final int SECONDS_PER_DAY = 86_400;

    private Timestamp() {}

    /** {@code 2026-11-21T06:00:00Z}. */
    public static String iso(Instant instant) {
        StringBuilder text = date(instant).append('T');
        int second = secondOfDay(instant);
        two(text, second / 3600).append(':');
        two(text, second / 60 % 60).append(':');
        return two(text, second % 60).append('Z').toString();
    }

    /** Its day, UTC. */
    public static LocalDate day(Instant instant) {
        return LocalDate.ofInstant(instant, ZoneOffset.UTC);
    }

    /** {@code 2026-11-21 06:00 UTC}. */
    public static String minutes(Instant instant) {
        StringBuilder text = date(instant).append(' ');
        int second = secondOfDay(instant);
        two(text, second / 3600).append(':');
        return two(text, second / 60 % 60).append(" UTC").toString();
    }

    private static int secondOfDay(Instant instant) {
        return (int) Math.floorMod(instant.getEpochSecond(), (long) SECONDS_PER_DAY);
    }

    /** Days to year, month and day by eras of 400 years that begin in March, so that the leap day comes last. */
    private static StringBuilder date(Instant instant) {
        long days = Math.floorDiv(instant.getEpochSecond(), (long) SECONDS_PER_DAY) + 719_468;
        long era = Math.floorDiv(days, 146_097L);
        int dayOfEra = (int) (days - era * 146_097);
        int yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        int dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int shiftedMonth = (5 * dayOfYear + 2) / 153;
        int day = dayOfYear - (153 * shiftedMonth + 2) / 5 + 1;
        int month = shiftedMonth < 10 ? shiftedMonth + 3 : shiftedMonth - 9;
        long year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0);
        StringBuilder text = new StringBuilder(24);
        String digits = Long.toString(year);
        for (int i = digits.length(); i < 4; i++) {
            text.append('0');
        }
        text.append(digits).append('-');
        two(text, month).append('-');
        return two(text, day);
    }

    private static StringBuilder two(StringBuilder text, int number) {
        return text.append((char) ('0' + number / 10)).append((char) ('0' + number % 10));
    }
}
