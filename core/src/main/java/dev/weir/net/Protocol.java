package dev.weir.net;

import java.util.Locale;

/**
 * An IP protocol by its number, or all of them.
 *
 * <p>{@link #ALL} is AWS's {@code -1}: every protocol on every port. Names are read in any case; AWS knows four
 * ({@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}) and numbers for all (EC2 API, IpPermission).
 *
 * @param number 0 to 255, or -1 for all
 */
public record Protocol(int number) implements Comparable<Protocol> {

    public static final Protocol ALL = new Protocol(-1);
    public static final Protocol ICMP = new Protocol(1);
    public static final Protocol TCP = new Protocol(6);
    public static final Protocol UDP = new Protocol(17);
    public static final Protocol ICMPV6 = new Protocol(58);

    public Protocol {
        if (number < -1 || number > 255) {
            throw new IllegalArgumentException("a protocol number is 0 to 255, or -1 for all, found " + number);
        }
    }

    /**
     * Reads a name in any case ({@code tcp}, {@code udp}, {@code icmp}, {@code icmpv6}, {@code all}) or a number.
     *
     * @throws IllegalArgumentException naming the text and what is known
     */
    public static Protocol parse(String text) {
        switch (text.toLowerCase(Locale.ROOT)) {
            case "-1", "all":
                return ALL;
            case "tcp":
                return TCP;
            case "udp":
                return UDP;
            case "icmp":
                return ICMP;
            case "icmpv6", "icmp6":
                return ICMPV6;
            default:
                break;
        }
        int number = number(text);
        if (0 <= number && number <= 255) {
            return new Protocol(number);
        }
        throw new IllegalArgumentException("unknown protocol `" + text
                + "`: expected tcp, udp, icmp, icmpv6, a number from 0 to 255, or -1 for all");
    }

    /** Up to three ASCII digits as a number; -1 for anything else. */
    private static int number(String text) {
        if (text.isEmpty() || text.length() > 3) {
            return -1;
        }
        int number = 0;
        for (int i = 0; i < text.length(); i++) {
            char digit = text.charAt(i);
            if (digit < '0' || digit > '9') {
                return -1;
            }
            number = number * 10 + (digit - '0');
        }
        return number;
    }

    /** Whether rules of this protocol name ports: TCP and UDP only. */
    public boolean hasPorts() {
        return number == 6 || number == 17;
    }

    /** Whether rules of this protocol carry type and code where others carry ports. */
    public boolean isIcmp() {
        return number == 1 || number == 58;
    }

    public boolean isAll() {
        return number == -1;
    }

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof Protocol that && number == that.number;
    }

    @Override
    public int hashCode() {
        return number;
    }

    @Override
    public int compareTo(Protocol other) {
        return Integer.compare(number, other.number);
    }

    /** As the EC2 API writes it: a name where it has one, else the number. */
    @Override
    public String toString() {
        return switch (number) {
            case 1 -> "icmp";
            case 6 -> "tcp";
            case 17 -> "udp";
            case 58 -> "icmpv6";
            default -> Integer.toString(number);
        };
    }
}
