package dev.weir.report;

import dev.weir.finding.Severity;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import dev.weir.report.text.Counted;
import java.util.Comparator;
import java.util.Optional;

/**
 * What the text report says of one resource that does not pass, in the words of its columns; all of it printable.
 *
 * @param severity the worse of its readings
 * @param failing whether a reading fails; else one is unknown
 * @param id the group or interface
 * @param name its name; empty where it has none
 * @param account its owner, or {@code -}
 * @param region its Region, or {@code -}
 * @param opens the ports that are open to the world; empty where none is known to be
 * @param to the destinations
 * @param unresolved what was not read; empty where everything was
 * @param interfaces how many interfaces it is associated with
 * @param path its way to the internet
 * @param declared how code calls it and where; empty where it was not read in code
 * @param origin where it was read
 * @param traffic how much observed traffic uses what it opens
 */
record FindingRow(
        Severity severity,
        boolean failing,
        String id,
        String name,
        String account,
        String region,
        String opens,
        String to,
        String unresolved,
        String interfaces,
        String path,
        Optional<Declared> declared,
        Origin origin,
        UsedBy traffic) {

    /**
     * A group in code.
     *
     * @param address what it is called there
     * @param at the place of what opens it
     */
    record Declared(String address, String at) {}

    /** The account and Region, as far as they are known. */
    Scope scope() {
        return new Scope(known(account), known(region));
    }

    private static Optional<String> known(String cell) {
        return Optional.of(cell).filter(text -> !text.equals("-"));
    }

    /** How many connections, at least, to how many destinations use the open rules; empty texts where nobody asked. */
    record UsedBy(String inShort, String inWords) {
        static final UsedBy NOT_ASKED = new UsedBy("", "");
        static final UsedBy NOT_OBSERVED = new UsedBy("-", "used by: not observed, no record");

        /** {@code 2,790 to 53}. */
        static UsedBy of(long connections, long destinations) {
            return new UsedBy(
                    Counted.number(connections) + " to " + Counted.number(destinations),
                    "used by " + Counted.of(connections, "connection") + " to "
                            + Counted.of(destinations, "destination"));
        }

        boolean isAsked() {
            return !inShort.isEmpty();
        }
    }

    /** Worst first; what fails before what is unknown; then by account, Region and id. */
    static final Comparator<FindingRow> WORST_FIRST = FindingRow::compare;

    private static int compare(FindingRow one, FindingRow other) {
        int order = other.severity.compareTo(one.severity);
        if (order == 0) {
            order = Boolean.compare(other.failing, one.failing);
        }
        if (order == 0) {
            order = one.account.compareTo(other.account);
        }
        if (order == 0) {
            order = one.region.compareTo(other.region);
        }
        return order == 0 ? one.id.compareTo(other.id) : order;
    }

    String status() {
        return failing ? "fail" : "unknown";
    }

    /** Whether the interfaces that it is associated with are known, all of them. */
    boolean isSeen() {
        return !interfaces.equals("?") && !interfaces.endsWith("+");
    }

    /** The id, and the name where there is one; of a group in code its address, and the id where that is another. */
    String title() {
        return declared.map(code -> code.address().equals(id) ? id : code.address() + " " + id)
                .orElse(name.isEmpty() ? id : id + " " + name);
    }

    /** Whether code alone tells of it: which interfaces have it, and how they reach the internet, is known elsewhere. */
    boolean isInCodeAlone() {
        return declared.isPresent() && interfaces.equals("?") && path.equals("?");
    }

    /** What does not fit into the two columns of ports and destinations, or the destinations. */
    String destinations() {
        if (unresolved.isEmpty()) {
            return to;
        }
        return to.isEmpty() ? unresolved : to + "; " + unresolved;
    }
}
