package dev.weir.inventory;

import java.util.Optional;
import java.util.OptionalLong;

/**
 * Where a thing was read: a file with its line and column, or an API call, which has none; a snapshot keeps the call.
 *
 * @param place the file as the user named it, or the call, such as {@code DescribeSecurityGroups in eu-west-1}
 * @param line the line in the file, from 1; empty for calls and where lines mean nothing
 * @param column the column in the line, from 1, in UTF-16 units; empty where the source does not tell
 * @param address what code calls the thing, where it was read in code
 */
public record Origin(String place, OptionalLong line, OptionalLong column, Optional<Address> address) {

    public static Origin of(String place) {
        return new Origin(place, OptionalLong.empty(), OptionalLong.empty(), Optional.empty());
    }

    public static Origin of(String file, long line) {
        return new Origin(file, OptionalLong.of(line), OptionalLong.empty(), Optional.empty());
    }

    public static Origin of(String file, long line, long column) {
        return new Origin(file, OptionalLong.of(line), OptionalLong.of(column), Optional.empty());
    }

    /** The same place, as that of what code calls so. */
    public Origin called(Address name) {
        return new Origin(place, line, column, Optional.of(name));
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

    /**
     * What code calls a thing, which holds before the thing exists and after it was made anew.
     *
     * @param root where the name holds, the same wherever the code is checked out: a root module's folder, a template's file
     * @param name in it: {@code module.web.aws_security_group.this[0]}, a logical id
     */
    public record Address(String root, String name) {

        /** What makes it, and others like it: the address without keys. */
        public Address ofBlock() {
            StringBuilder bare = new StringBuilder(name.length());
            int depth = 0;
            boolean quoted = false;
            for (int at = 0; at < name.length(); at++) {
                char character = name.charAt(at);
                if (quoted && character == '\\') {
                    at++;
                    continue;
                }
                quoted ^= character == '"';
                depth += !quoted && character == '[' ? 1 : 0;
                if (depth == 0) {
                    bare.append(character);
                }
                depth -= !quoted && character == ']' ? 1 : 0;
            }
            return new Address(root, bare.toString());
        }
    }
}
