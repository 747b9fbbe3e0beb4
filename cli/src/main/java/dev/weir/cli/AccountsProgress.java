package dev.weir.cli;

import dev.weir.report.text.Counted;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;

/** How far the reading of many accounts is: accounts, Regions, groups, calls, waits, time left. */
final class AccountsProgress {

    private static final long NANOS = 1_000_000_000L;
    private static final int MINUTE = 60;

    private final LongSupplier calls;
    private final Supplier<Duration> waited;
    private final long began;
    private long accounts;
    private long entered;
    private long regions;
    private long done;
    private long kept;
    private long refused;
    private long accountsRefused;
    private long groups;

    AccountsProgress(LongSupplier calls, Supplier<Duration> waited, long began) {
        this.calls = calls;
        this.waited = waited;
        this.began = began;
    }

    synchronized void accounts(int count) {
        accounts = count;
    }

    synchronized void account(int itsRegions) {
        entered++;
        regions += itsRegions;
    }

    synchronized void read() {
        done++;
    }

    synchronized void refused() {
        refused++;
    }

    synchronized void accountRefused() {
        accountsRefused++;
    }

    synchronized void passedOn(long securityGroups) {
        groups += securityGroups;
    }

    synchronized void kept() {
        done++;
        kept++;
    }

    /** While it goes on. */
    synchronized String line(long now) {
        List<String> parts = new ArrayList<>(List.of(
                Counted.number(entered) + " of " + Counted.of(accounts, "account"),
                Counted.number(done) + " of " + Counted.of(regions, "Region")));
        parts.addAll(work());
        long seconds = (now - began) / NANOS;
        parts.add(seconds + " s");
        long read = done - kept;
        if (read > 0 && entered > 0) {
            double all = (double) regions / entered * accounts;
            parts.add(
                    "about " + span(Math.round(seconds / (double) read * Math.max(0, all - done - refused))) + " left");
        }
        return String.join(", ", parts);
    }

    /** When it is over. */
    synchronized String sum() {
        List<String> parts = new ArrayList<>(List.of(
                of(accounts - accountsRefused, accounts, "account"),
                of(done, done + refused, "Region")
                        + (kept > 0 ? " (" + Counted.number(kept) + " kept from before)" : "")));
        parts.addAll(work());
        return String.join(", ", parts);
    }

    private static String of(long read, long all, String noun) {
        return (read < all ? Counted.number(read) + " of " : "") + Counted.of(all, noun);
    }

    private List<String> work() {
        return List.of(
                Counted.of(groups, "security group"),
                Counted.of(calls.getAsLong(), "call"),
                "waited " + span(waited.get().toSeconds()));
    }

    private static String span(long seconds) {
        return seconds < 2 * MINUTE ? seconds + " s" : Counted.number(seconds / MINUTE) + " min";
    }
}
