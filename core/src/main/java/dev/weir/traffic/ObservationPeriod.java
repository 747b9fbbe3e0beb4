package dev.weir.traffic;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;

/**
 * From when to when traffic was watched, in whole hours.
 *
 * @param from the start of the first hour that some flow log covered
 * @param to the end of the last one
 */
public record ObservationPeriod(Instant from, Instant to) {

    /** Nothing was watched. */
    public static final ObservationPeriod NONE = new ObservationPeriod(Instant.EPOCH, Instant.EPOCH);

    public ObservationPeriod {
        if (to.isBefore(from)) {
            throw new IllegalArgumentException("a period ends after it begins, found %s to %s".formatted(from, to));
        }
    }

    public boolean isEmpty() {
        return from.equals(to);
    }

    public LocalDate firstDay() {
        return from.atOffset(ZoneOffset.UTC).toLocalDate();
    }

    public LocalDate lastDay() {
        return (isEmpty() ? to : to.minusSeconds(1)).atOffset(ZoneOffset.UTC).toLocalDate();
    }

    /** How many days it touches. */
    public int days() {
        return isEmpty() ? 0 : (int) (lastDay().toEpochDay() - firstDay().toEpochDay()) + 1;
    }
}
