package dev.weir.report.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpFamily;
import dev.weir.operation.ranges.RangesOperation;
import dev.weir.ranges.ListState;
import dev.weir.ranges.ListSync;
import dev.weir.ranges.RangeChange;
import dev.weir.report.Resources;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Paragraph;
import dev.weir.report.text.Printable;
import dev.weir.report.text.Timestamp;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/** What ranges need, and what was done, for people. */
public final class RangesText {

    /** So many CIDRs of a kind are shown; the rest is counted. */
    private static final int SHOWN = 12;

    private final Terminal terminal;

    public RangesText(Terminal terminal) {
        this.terminal = terminal;
    }

    /** What each range needs, a paragraph each. */
    public String render(List<RangeChange> changes) {
        StringBuilder out = new StringBuilder();
        for (RangeChange change : changes) {
            if (!out.isEmpty()) {
                out.append('\n');
            }
            append(out, change);
        }
        return out.toString();
    }

    private void append(StringBuilder out, RangeChange change) {
        line(
                out,
                Printable.of(change.range().name()) + "  "
                        + sizes(change.range().addresses()) + ", from "
                        + Printable.of(change.range().source()),
                0);
        for (ListSync list : change.lists()) {
            append(out, change, list);
        }
        change.notes().forEach(note -> line(out, "note: " + Printable.of(note), 2));
        change.refusals().forEach(refusal -> line(out, "refused: " + Printable.of(refusal), 2));
    }

    private void append(StringBuilder out, RangeChange change, ListSync sync) {
        ListState list = sync.list();
        line(
                out,
                Printable.of(Resources.named(list.id(), list.name())) + "  " + list.family() + ", version "
                        + list.version() + ", "
                        + Counted.number(list.entries().size()) + " of "
                        + Counted.of(list.maxEntries(), "entry", "entries"),
                2);
        cidrs(out, "+ ", sync.added().cidrs());
        cidrs(out, "- ", sync.removed().cidrs());
        int shown = 0;
        for (Map.Entry<Cidr, Instant> leaving : sync.leaving().entrySet()) {
            if (++shown > SHOWN) {
                break;
            }
            line(
                    out,
                    "~ " + leaving.getKey() + "  in the range no more, goes after "
                            + Timestamp.minutes(
                                    leaving.getValue().plus(change.range().grace())),
                    4);
        }
        more(out, sync.leaving().size());
        if (!change.isPossible()) {
            return;
        }
        int calls = sync.calls().orElse(List.of()).size();
        Integer size = change.sizes().get(list.id());
        String larger = size == null ? "" : ", and may hold " + size;
        line(
                out,
                calls == 0
                        ? "nothing to change"
                        : "then holds " + Counted.of(sync.entries().size(), "entry", "entries") + larger + "; "
                                + Counted.of(calls, "call"),
                4);
    }

    private void cidrs(StringBuilder out, String sign, List<Cidr> cidrs) {
        cidrs.stream().limit(SHOWN).forEach(cidr -> line(out, sign + cidr, 4));
        more(out, cidrs.size());
    }

    private void more(StringBuilder out, int all) {
        if (all > SHOWN) {
            line(out, "and " + Counted.number(all - SHOWN) + " more", 6);
        }
    }

    private static String sizes(AddressSet addresses) {
        int four = addresses.only(IpFamily.IPV4).cidrs().size();
        int six = addresses.only(IpFamily.IPV6).cidrs().size();
        String of = four == 0 ? "" : Counted.number(four) + " IPv4";
        return of + (six == 0 ? "" : (of.isEmpty() ? "" : " and ") + Counted.number(six) + " IPv6") + " CIDRs";
    }

    /** What became of one range. */
    public String render(RangesOperation.Ended ended) {
        StringBuilder out = new StringBuilder();
        String name = Printable.of(ended.change().range().name());
        if (ended.result().failure().isPresent()) {
            line(out, name + ": " + Printable.of(ended.result().failure().get()), 0);
            return out.toString();
        }
        for (ListSync sync : ended.change().lists()) {
            ended.result().done().stream()
                    .filter(now -> now.id().equals(sync.list().id())
                            && now.version() != sync.list().version())
                    .forEach(now -> {
                        line(
                                out,
                                name + ": " + Printable.of(now.id()) + " is at version " + now.version() + ", "
                                        + Counted.of(now.entries().size(), "entry", "entries"),
                                0);
                        line(
                                out,
                                "undo: aws ec2 restore-managed-prefix-list-version --prefix-list-id "
                                        + Printable.of(now.id()) + " --previous-version "
                                        + sync.list().version() + " --current-version " + now.version(),
                                2);
                    });
        }
        return out.toString();
    }

    private void line(StringBuilder out, String text, int indent) {
        Paragraph.append(out, text, indent, indent + 2, terminal.columns());
    }
}
