package dev.weir.review;

import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.traffic.TrafficPoint;
import java.time.Instant;
import java.util.Locale;

/**
 * One destination of a security group of which records leave open whether it is needed, with what speaks for it.
 *
 * @param kind why it is asked
 * @param service protocol with the one port; all types for ICMP, no ports for other protocols
 * @param destination the address
 * @param who who that is, as far as it is known; empty where nobody knows; hostile text
 * @param connections a lower bound
 * @param days on how many days it was seen, UTC
 * @param firstSeen the first packet
 * @param lastSeen the last packet
 * @param interfaces how many interfaces of the group it is about
 */
public record Doubt(
        Kind kind,
        Service service,
        IpAddress destination,
        String who,
        long connections,
        int days,
        Instant firstSeen,
        Instant lastSeen,
        int interfaces) {

    /** What it is about. */
    public TrafficPoint point() {
        return new TrafficPoint(service, destination);
    }

    /** Why something is asked; the order is that of questions. */
    public enum Kind {
        /** Who began it cannot be told, and it was seen on one day alone: often a scanner, or the answer to one call. */
        UNDECIDED_ONCE(false),
        /** Who began it cannot be told, on several days. */
        UNDECIDED(false),
        /** A public destination that was not seen every week, so that its port stays open or a rule may soon be wrong. */
        CHANGING(true),
        /** It was begun for certain, on one day alone. */
        ONCE(true);

        private final boolean certain;

        Kind(boolean certain) {
            this.certain = certain;
        }

        /** Whether it is certain that the group began it. */
        public boolean isCertain() {
            return certain;
        }

        /** {@code undecided-once}, {@code undecided}, {@code changing} or {@code once}. */
        public String id() {
            return name().toLowerCase(Locale.ROOT).replace('_', '-');
        }

        /** @throws IllegalArgumentException if it is none of them */
        public static Kind parse(String text) {
            for (Kind one : values()) {
                if (one.id().equals(text)) {
                    return one;
                }
            }
            throw new IllegalArgumentException(
                    "expected undecided-once, undecided, changing or once, found `" + text + "`");
        }
    }
}
