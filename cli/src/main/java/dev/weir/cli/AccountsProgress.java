package dev.weir.cli;

import dev.weir.inventory.Scope;
import dev.weir.organization.Account;
import dev.weir.organization.OrganizationListener;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.function.LongSupplier;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/** How far the reading of many accounts is: accounts, Regions, groups, calls, waits, time left. */
final class AccountsProgress implements OrganizationListener {

    private static final long NANOS = 1_000_000_000L;
    private static final int MINUTE = 60;

    private final ProcessContext surroundings;
    private final Progress progress;
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

    /** @param progress is shown anew when a Region is done */
    AccountsProgress(
            ProcessContext surroundings, Progress progress, LongSupplier calls, Supplier<Duration> waited, long began) {
        this.surroundings = surroundings;
        this.progress = progress;
        this.calls = calls;
        this.waited = waited;
        this.began = began;
    }

    @Override
    public synchronized void accounts(int count, List<Account> leftOut) {
        accounts = count;
        if (!leftOut.isEmpty()) {
            surroundings.say("weir: left out "
                    + Counted.of(leftOut.size(), "account that is", "accounts that are") + " not active: "
                    + leftOut.stream()
                            .map(account -> Printable.of(account.toString()))
                            .collect(Collectors.joining(", ")));
        }
    }

    @Override
    public synchronized void account(int itsRegions) {
        entered++;
        regions += itsRegions;
    }

    @Override
    public void read(Scope scope) {
        synchronized (this) {
            done++;
        }
        progress.look();
    }

    @Override
    public synchronized void refused(Scope scope) {
        refused++;
    }

    @Override
    public synchronized void refused(Account account) {
        accountsRefused++;
    }

    @Override
    public synchronized void passedOn(long securityGroups) {
        groups += securityGroups;
    }

    @Override
    public void kept(Scope scope) {
        synchronized (this) {
            done++;
            kept++;
        }
        progress.look();
    }

    @Override
    public void end() {
        progress.end();
        surroundings.say("weir: read " + sum());
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

    private synchronized String sum() {
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
