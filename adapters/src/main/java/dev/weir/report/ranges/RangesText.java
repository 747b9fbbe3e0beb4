package dev.weir.report.ranges;

import dev.weir.net.AddressSet;
import dev.weir.net.IpFamily;
import dev.weir.operation.ranges.RangesOperation;
import dev.weir.ranges.ListState;
import dev.weir.ranges.ListSync;
import dev.weir.ranges.RangeChange;
import dev.weir.report.Resources;
import dev.weir.report.Terminal;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import dev.weir.report.text.Timestamp;
import java.util.Collection;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

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
        return changes.stream().map(this::render).collect(Collectors.joining("\n"));
    }

    private String render(RangeChange change) {
        TextLines out = new TextLines(terminal.columns());
        out.paragraph(
                Printable.of(change.range().name()) + "  "
                        + sizes(change.range().addresses()) + ", from "
                        + Printable.of(change.range().source()),
                0);
        change.lists().forEach(list -> append(out, change, list));
        change.notes().forEach(note -> out.paragraph("note: " + Printable.of(note), 2));
        change.refusals().forEach(refusal -> out.paragraph("refused: " + Printable.of(refusal), 2));
        return out.toString();
    }

    private static void append(TextLines out, RangeChange change, ListSync sync) {
        ListState list = sync.list();
        out.paragraph(
                Printable.of(Resources.named(list.id(), list.name())) + "  " + list.family() + ", version "
                        + list.version() + ", "
                        + Counted.number(list.entries().size()) + " of "
                        + Counted.of(list.maxEntries(), "entry", "entries"),
                2);
        few(out, sync.added().cidrs(), cidr -> "+ " + cidr);
        few(out, sync.removed().cidrs(), cidr -> "- " + cidr);
        few(
                out,
                sync.leaving().entrySet(),
                leaving -> "~ " + leaving.getKey() + "  in the range no more, goes after "
                        + Timestamp.minutes(
                                leaving.getValue().plus(change.range().grace())));
        if (!change.isPossible()) {
            return;
        }
        int calls = sync.calls().orElse(List.of()).size();
        Integer size = change.sizes().get(list.id());
        String larger = size == null ? "" : ", and may hold " + size;
        out.paragraph(
                calls == 0
                        ? "nothing to change"
                        : "then holds " + Counted.of(sync.entries().size(), "entry", "entries") + larger + "; "
                                + Counted.of(calls, "call"),
                4);
    }

    private static <T> void few(TextLines out, Collection<T> all, Function<T, String> words) {
        all.stream().limit(SHOWN).forEach(one -> out.paragraph(words.apply(one), 4));
        if (all.size() > SHOWN) {
            out.paragraph("and " + Counted.number(all.size() - SHOWN) + " more", 6);
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
        TextLines out = new TextLines(terminal.columns());
        String name = Printable.of(ended.change().range().name());
        if (ended.result().failure().isPresent()) {
            return out.paragraph(
                            name + ": " + Printable.of(ended.result().failure().get()), 0)
                    .toString();
        }
        for (ListSync sync : ended.change().lists()) {
            ended.result().done().stream()
                    .filter(now -> now.id().equals(sync.list().id())
                            && now.version() != sync.list().version())
                    .forEach(now -> {
                        out.paragraph(
                                name + ": " + Printable.of(now.id()) + " is at version " + now.version() + ", "
                                        + Counted.of(now.entries().size(), "entry", "entries"),
                                0);
                        out.paragraph(
                                "undo: aws ec2 restore-managed-prefix-list-version --prefix-list-id "
                                        + Printable.of(now.id()) + " --previous-version "
                                        + sync.list().version() + " --current-version " + now.version(),
                                2);
                    });
        }
        return out.toString();
    }
}
