package dev.weir.recommendation;

import java.math.BigInteger;

/**
 * One point of "rules versus addresses never seen", over the whole plan.
 *
 * @param rules how many rules there are
 * @param ipv4 what they weigh in the IPv4 quota
 * @param ipv6 what they weigh in the IPv6 quota
 * @param neverSeen what was never seen of the (port, address) points that they open, fixed rules and open ports included; what two rules
 *     open counts once, unless both stand in any case
 */
public record CurvePoint(int rules, int ipv4, int ipv6, BigInteger neverSeen) {}
