package dev.weir.report.html;

import dev.weir.operation.VerifyOperation;
import dev.weir.remediation.RejectedFlow;
import dev.weir.remediation.Rejects;
import dev.weir.report.RejectText;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Timestamp;
import java.time.Instant;
import java.util.List;

/** What flow logs say of what a change denies, as a page. */
public final class VerifyPage {

    private static final int MOST = 1000;

    private final VerifyOperation.Result seen;
    private final String journal;
    private final String version;

    /** @param journal the name of its journal */
    public VerifyPage(VerifyOperation.Result seen, String journal, String version) {
        this.seen = seen;
        this.journal = journal;
        this.version = version;
    }

    /** The whole page. */
    public String render() {
        Rejects rejects = seen.rejects();
        Markup page = PageFrame.head(title(), lead());
        page.element("p", seen.isObserved() ? "fine" : "alarm", completeness());
        if (!seen.problems().isEmpty()) {
            page.raw("<ul>");
            seen.problems().forEach(problem -> page.element("li", problem));
            page.raw("</ul>\n");
        }
        page.raw("<section class=\"entry\"")
                .attribute("id", "w-verify")
                .raw("><h2>")
                .text(seen.opened().group().id())
                .raw(" ")
                .isolated(seen.opened().group().name())
                .raw("</h2>\n");
        page.part("Denied by the change");
        denied(page, rejects);
        page.raw("</section>\n").part("Not for want of a rule");
        late(page, rejects);
        page.raw("</section>\n").part("Interfaces");
        interfaces(page, rejects);
        page.raw("</section>\n").part("In words");
        page.preformatted(RejectText.words(seen) + RejectText.next(seen, journal));
        return page.raw("</section></section>\n").raw(PageFrame.foot(version)).toString();
    }

    private String title() {
        Rejects rejects = seen.rejects();
        if (rejects.observed().isEmpty()) {
            return "weir verify: not observed";
        }
        return "weir verify: "
                + (rejects.denied().isEmpty()
                        ? "nothing denied that was permitted before"
                        : Counted.of(rejects.rejected(), "rejected flow") + " that the old rules permitted");
    }

    private String lead() {
        Rejects rejects = seen.rejects();
        return "changed " + Timestamp.iso(rejects.changedAt())
                + rejects.undoneAt()
                        .map(at -> ", rolled back " + Timestamp.iso(at))
                        .orElse("")
                + rejects.observed().values().stream()
                        .max(Instant::compareTo)
                        .map(until -> "; flow logs until " + Timestamp.iso(until))
                        .orElse("");
    }

    private String completeness() {
        Rejects rejects = seen.rejects();
        int all = rejects.observed().size() + rejects.notObserved().size();
        String observed = "Observed " + rejects.observed().size() + " of " + Counted.of(all, "network interface") + ".";
        if (seen.isObserved()) {
            return observed;
        }
        return observed
                + (rejects.observed().isEmpty()
                        ? " That there is no record is no sign that nothing was denied."
                        : " Not all of the flow logs could be read, so what is missing here is not known to be clean:");
    }

    private static void denied(Markup page, Rejects rejects) {
        if (rejects.denied().isEmpty()) {
            page.element(
                    "p",
                    rejects.observed().isEmpty()
                            ? "Nothing is known."
                            : "Nothing was rejected there that the old rules permitted and the new deny.");
        } else {
            table(page, rejects.denied());
        }
    }

    private static void table(Markup page, List<Rejects.Denied> denied) {
        page.table("Flow", "From", "#Rejected since", "First (UTC)", "#Accepted before", "#Rejected before");
        for (Rejects.Denied one : denied.subList(0, Math.min(MOST, denied.size()))) {
            RejectedFlow flow = one.flow();
            page.raw("<tr>")
                    .element("td", flow.protocol() + " " + flow.port() + " to " + flow.destination())
                    .element("td", flow.networkInterface())
                    .element("td", "number", Counted.number(one.rejected()))
                    .element("td", Timestamp.minutes(one.first()))
                    .element("td", "number", Counted.number(one.acceptedBefore()))
                    .element("td", "number", Counted.number(one.rejectedBefore()))
                    .raw("</tr>\n");
        }
        page.endTable(denied.size() - MOST);
    }

    /** Rejected records that speak for no missing rule. */
    private static void late(Markup page, Rejects rejects) {
        if (rejects.late().isEmpty() && rejects.afterwards().isEmpty()) {
            page.element("p", "No other rejected record has to do with the change.");
            return;
        }
        page.raw("<ul>");
        rejects.late()
                .forEach(late -> page.element(
                        "li",
                        Counted.of(late.rejected(), "rejected reply", "rejected replies") + " of " + late.protocol()
                                + " "
                                + late.port() + " on " + late.networkInterface()
                                + ", idle for longer than connections are tracked there ("
                                + late.tracked().toSeconds() + " s)"));
        rejects.afterwards()
                .forEach(one -> page.element(
                        "li",
                        Counted.of(one.rejectedAfterwards(), "rejected flow")
                                + " since the rollback, which the rules in"
                                + " force permit: " + one.flow().protocol() + " "
                                + one.flow().port() + " to " + one.flow().destination() + " from "
                                + one.flow().networkInterface()));
        page.raw("</ul>\n");
    }

    private static void interfaces(Markup page, Rejects rejects) {
        page.raw("<table class=\"few\"><thead><tr><th>Interface</th><th>Observed until</th></tr></thead><tbody>\n");
        rejects.observed()
                .forEach((id, until) -> page.raw("<tr>")
                        .element("td", id)
                        .element("td", Timestamp.iso(until))
                        .raw("</tr>\n"));
        rejects.notObserved()
                .forEach(id -> page.raw("<tr>")
                        .element("td", id)
                        .element("td", "unknown", "not observed")
                        .raw("</tr>\n"));
        page.raw("</tbody></table>\n");
    }
}
