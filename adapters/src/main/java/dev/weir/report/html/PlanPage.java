package dev.weir.report.html;

import dev.weir.evaluation.PrefixLists;
import dev.weir.operation.SeenTraffic;
import dev.weir.plan.Plan;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Timestamp;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Plans as a page: one whole, several with a row for each. */
public final class PlanPage {

    private final List<PlanEntry> entries = new ArrayList<>();
    private final List<Plan> plans = new ArrayList<>();
    private final Map<String, String> refused = new LinkedHashMap<>();

    /**
     * Adds a plan.
     *
     * @param seen what it was learned from; empty without flows
     * @param prefixLists what the lists that rules name hold, as far as it was read
     * @param code the change as code, by what it is written for, in files by name
     */
    public void add(
            Plan plan, Optional<SeenTraffic> seen, PrefixLists prefixLists, Map<String, Map<String, String>> code) {
        plans.add(plan);
        entries.add(new PlanEntry(plan, seen, prefixLists, code));
    }

    /** Adds a group that has no plan, and why. */
    public void refused(String group, String sentence) {
        refused.put(group, sentence);
    }

    /** Writes the page. */
    public void write(OutputStream out) {
        long ready = plans.stream().filter(Plan::isReady).count();
        String title = plans.size() == 1
                ? "weir plan: " + plans.get(0).group().id()
                : "weir plan: " + Counted.number(ready) + " of " + Counted.of(plans.size(), "plan") + " ready";
        Markup front = new Markup(4000);
        AddressMap.appendCommon(front);
        if (!refused.isEmpty()) {
            front.raw("<div class=\"alarm\">")
                    .element("p", Counted.of(refused.size(), "group has no plan:", "groups have no plan:"))
                    .raw("<ul>");
            refused.forEach((group, sentence) -> front.element("li", group + ": " + sentence));
            front.raw("</ul></div>\n");
        }
        new ListedPage(out)
                .write(
                        PageFrame.head(
                                title,
                                plans.stream()
                                        .findFirst()
                                        .map(plan -> "made "
                                                + Timestamp.minutes(
                                                        plan.making().createdAt()) + "; nothing was changed")
                                        .orElse("nothing was changed")),
                        front,
                        "Plans",
                        List.of(
                                new ListedPage.PageColumn("Security group", ListedPage.Kind.TEXT),
                                new ListedPage.PageColumn("Ready", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("First gate that fails", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Account", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Region", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("Rules out", ListedPage.Kind.NUMBER),
                                new ListedPage.PageColumn("Rules in", ListedPage.Kind.NUMBER),
                                new ListedPage.PageColumn("Severity", ListedPage.Kind.CHOICE),
                                new ListedPage.PageColumn("IPv4 open before", ListedPage.Kind.NUMBER),
                                new ListedPage.PageColumn("IPv4 open after", ListedPage.Kind.NUMBER)),
                        entries,
                        0,
                        PageFrame.foot(
                                plans.isEmpty() ? "" : plans.get(0).making().toolVersion()));
    }
}
