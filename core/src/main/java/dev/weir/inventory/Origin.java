package dev.weir.inventory;

import java.util.OptionalLong;

/**
 * Where a thing was read: a file with its line, or an API call, which has none; a snapshot keeps the call.
 *
 * @param place the file as the user named it, or the call, such as {@code DescribeSecurityGroups in eu-west-1}
 * @param line the line in the file, from 1; empty for calls and where lines mean nothing
 */
public record Origin(String place, OptionalLong line) {

    public static Origin of(String place) {
        return new Origin(place, OptionalLong.empty());
    }

    public static Origin of(String file, long line) {
        return new Origin(file, OptionalLong.of(line));
    }

    /** Whether this is an API call and no file: {@code DescribeSecurityGroups in eu-west-1}. */
    public boolean isCall() {
        int in = place.indexOf(" in ");
        if (line.isPresent() || in < 0) {
            return false;
        }
        String call = place.substring(0, in);
        for (Listing.Kind kind : Listing.Kind.values()) {
            if (kind.call().equals(call)) {
                return true;
            }
        }
        return false;
    }

    /** {@code groups.json:12}, or the call. */
    @Override
    public String toString() {
        return line.isPresent() ? place + ":" + line.getAsLong() : place;
    }
}
