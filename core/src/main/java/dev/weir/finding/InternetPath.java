package dev.weir.finding;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.TreeSet;

/**
 * Whether a group's interfaces have a way to the internet, and which: for packets of the families that the group opens.
 *
 * @param answer yes where a route leads to an internet, NAT or egress-only gateway; unknown where routes lead somewhere that
 *     was not read (transit gateway, peering, firewall…) or were not read themselves
 * @param via ids of what the routes lead to, sorted: {@code igw-1}, {@code nat-1}, {@code tgw-1}
 * @param publicAddress whether one interface has a public address <em>and</em> a route to an internet gateway
 */
public record InternetPath(Answer answer, List<String> via, boolean publicAddress) {

    /** Nothing is known of the routes. */
    public static final InternetPath UNKNOWN = new InternetPath(Answer.UNKNOWN, List.of(), false);

    /** No way out: no interface, none that sends such packets, or no route. */
    static final InternetPath NONE = new InternetPath(Answer.NO, List.of(), false);

    public InternetPath {
        via = List.copyOf(via);
    }

    /** Of several paths together: yes if one is, else unknown if one is; no without any. */
    static InternetPath any(Collection<InternetPath> paths) {
        Answer answer = Answer.NO;
        TreeSet<String> via = new TreeSet<>();
        boolean publicAddress = false;
        for (InternetPath path : paths) {
            answer = path.answer.compareTo(answer) > 0 ? path.answer : answer;
            via.addAll(path.via);
            publicAddress |= path.publicAddress;
        }
        return new InternetPath(answer, List.copyOf(via), publicAddress);
    }

    /** The three answers; declared from least to most reach. */
    public enum Answer {
        NO,
        UNKNOWN,
        YES;

        @Override
        public String toString() {
            return name().toLowerCase(Locale.ROOT);
        }
    }
}
