package dev.weir.files;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.Set;

/** The accounts and Regions that groups of a file name, as many as it takes to know that there are several. */
final class GroupOwners {

    private static final int ENOUGH = 3;

    private final Set<String> accounts = new LinkedHashSet<>();
    private final Set<String> regions = new LinkedHashSet<>();
    private byte[] lastOwner = {};
    private byte[] lastHead = {};

    Set<String> accounts() {
        return accounts;
    }

    Set<String> regions() {
        return regions;
    }

    /** Takes an {@code OwnerId}. */
    void owner(byte[] bytes, int from, int to) {
        if (Arrays.equals(lastOwner, 0, lastOwner.length, bytes, from, to)) {
            return;
        }
        lastOwner = Arrays.copyOfRange(bytes, from, to);
        if (accounts.size() < ENOUGH) {
            PathScope.account(text(bytes, from, to)).ifPresent(accounts::add);
        }
    }

    /** Takes a {@code SecurityGroupArn}, whose fourth part is the Region. */
    void arn(byte[] bytes, int from, int to) {
        int headEnd = from + lastHead.length;
        if (lastHead.length > 0 && headEnd <= to && Arrays.equals(lastHead, 0, lastHead.length, bytes, from, headEnd)) {
            return;
        }
        int colons = 0;
        int region = from;
        for (int at = from; at < to; at++) {
            if (bytes[at] != ':') {
                continue;
            }
            colons++;
            if (colons == 3) {
                region = at + 1;
            } else if (colons == 4) {
                lastHead = Arrays.copyOfRange(bytes, from, at + 1);
                if (at > region && regions.size() < ENOUGH) {
                    regions.add(text(bytes, region, at));
                }
                return;
            }
        }
    }

    void addAll(GroupOwners others) {
        addUpToEnough(accounts, others.accounts);
        addUpToEnough(regions, others.regions);
    }

    private static void addUpToEnough(Set<String> known, Set<String> more) {
        for (String one : more) {
            if (known.size() < ENOUGH) {
                known.add(one);
            }
        }
    }

    private static String text(byte[] bytes, int from, int to) {
        return new String(bytes, from, to - from, StandardCharsets.UTF_8);
    }
}
