package dev.weir.review;

import java.time.Instant;

/**
 * Traffic that is asked about, with what speaks for it.
 *
 * @param traffic what
 * @param who who the destinations are; empty where nobody knows; hostile text
 * @param connections a lower bound, of all of it
 * @param days the most days on which one of it was seen
 * @param firstSeen the first packet
 * @param lastSeen the last packet
 * @param interfaces how many interfaces were seen, at least
 */
public record QuestionLine(
        TrafficLine traffic,
        String who,
        long connections,
        int days,
        Instant firstSeen,
        Instant lastSeen,
        int interfaces) {}
