package dev.weir.report.html;

import dev.weir.backtest.Gate;
import dev.weir.evaluation.Permissions;
import dev.weir.evaluation.PrefixLists;
import dev.weir.inventory.Destination;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.AddressSet;
import dev.weir.net.IpAddress;
import dev.weir.net.PortAddresses;
import dev.weir.net.Protocol;
import dev.weir.operation.SeenTraffic;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.ConsequenceWords;
import dev.weir.report.NameWords;
import dev.weir.report.PlanRow;
import dev.weir.report.PlanWords;
import dev.weir.report.commands.ChangeCalls;
import dev.weir.report.commands.PlanSteps;
import dev.weir.report.text.Counted;
import dev.weir.report.text.Percent;
import dev.weir.review.Reviewed;
import dev.weir.traffic.Conversation;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** One plan: what it changes, what speaks for it in words and pictures, and how it is done. */
final class PlanEntry implements ListedPage.Entry {

    private final Plan plan;
    private final Optional<SeenTraffic> seen;
    private final PrefixLists prefixLists;
    private final Map<String, Map<String, String>> code;

    /**
     * @param seen what it was learned from
     * @param prefixLists what the lists that rules name hold, as far as it was read
     * @param code the change in other words, by what it is written for (Terraform, the CDK), in files by name
     */
    PlanEntry(Plan plan, Optional<SeenTraffic> seen, PrefixLists prefixLists, Map<String, Map<String, String>> code) {
        this.plan = plan;
        this.seen = seen;
        this.prefixLists = prefixLists;
        this.code = code;
    }

    @Override
    public String id() {
        return plan.group().id();
    }

    @Override
    public String name() {
        return plan.group().name();
    }

    @Override
    public Map<String, String> tags() {
        return Map.of();
    }

    @Override
    public void cells(Markup row) {
        String ready = plan.isReady() ? "yes" : "no";
        row.element("td", plan.isReady() ? "pass" : "fail", ready)
                .element(
                        "td",
                        plan.gates().stream()
                                .filter(Gate::fails)
                                .findFirst()
                                .map(gate -> gate.name().id())
                                .orElse(""))
                .element("td", plan.group().account().orElse("-"))
                .element("td", "word", plan.group().region().orElse("-"))
                .element("td", "number", Counted.number(plan.revoke().size()))
                .element("td", "number", Counted.number(plan.authorize().size()))
                .element("td", ConsequenceWords.worst(plan).orElse("?"))
                .element("td", "number", Percent.of(plan.effect().before().ipv4()))
                .element("td", "number", Percent.of(plan.effect().after().ipv4()));
    }

    @Override
    public void parts(Markup out, ListedPage.Extent extent) {
        out.element("p", PlanWords.headline(plan));
        plan.learning().observed().ifPresent(observed -> out.element("p", PlanWords.learnedFrom(observed)));
        out.element("p", plan.isReady() ? "fine" : "alarm", readiness());
        out.part("Change");
        change(out);
        out.raw("</section>\n").part("What holds");
        sentences(out, PlanWords.statements(plan));
        out.raw("</section>\n").part("What it comes to");
        sentences(out, ConsequenceWords.statements(plan));
        out.raw("</section>\n").part("Gates");
        gates(out);
        if (!plan.learning().reviewed().equals(Reviewed.NONE)) {
            out.raw("</section>\n").part("Questions");
            QuestionTables.append(out, plan.learning().reviewed());
        }
        if (extent == ListedPage.Extent.WHOLE) {
            out.raw("</section>\n").part("Rules against addresses");
            PlanPictures.curve(out, plan);
            out.raw("</section>\n").part("Address space");
            map(out);
            out.raw("</section>\n").part("Backtest");
            PlanPictures.backtest(out, plan);
            seen.ifPresent(traffic -> {
                out.raw("</section>\n").part("Traffic");
                TrafficParts.append(out, traffic);
            });
            out.raw("</section>\n").part("How to do it");
            howTo(out);
        }
        out.raw("</section>\n");
    }

    private String readiness() {
        List<String> failing = plan.gates().stream()
                .filter(Gate::fails)
                .map(gate -> gate.name().id())
                .toList();
        return failing.isEmpty()
                ? "Ready: every gate passes."
                : "Not ready: " + String.join(", ", failing) + (failing.size() == 1 ? " fails." : " fail.");
    }

    private void change(Markup out) {
        out.table(
                "Change",
                "Protocol and ports",
                "Destination",
                "#Connections",
                "#Days" + outOf(PlanRow.days(plan)),
                "#Interfaces" + outOf(PlanRow.interfaces(plan)),
                "#Last seen (UTC)",
                "#Addresses seen",
                "#Never seen");
        for (PlanRow row : PlanRow.of(plan)) {
            Optional<Authorization.ServedTraffic> evidence = row.evidence();
            String seen =
                    evidence.map(one -> Counted.number(one.destinations())).orElse("");
            String unseen = evidence.map(one -> Counted.number(one.neverSeen())).orElse("");
            out.raw("<tr>")
                    .element("td", row.change().word, row.change().word)
                    .element("td", row.service())
                    .element("td", NameWords.destination(plan, row))
                    .element("td", "number", row.connections())
                    .element("td", "number", row.days())
                    .element("td", "number", row.interfaces())
                    .element("td", "number", row.lastSeen())
                    .element("td", "number", seen)
                    .element("td", "number", unseen)
                    .raw("</tr>\n");
        }
        out.endTable(0);
        if (plan.result().isEmpty()) {
            out.element("p", "No rule is left: its interfaces can initiate nothing.");
        }
    }

    private String outOf(String all) {
        return plan.learning().observed().isEmpty() ? "" : " of " + all;
    }

    private static void sentences(Markup out, Map<String, String> statements) {
        out.raw("<dl>");
        statements.forEach((label, words) -> out.element("dt", label).element("dd", words.replace("\n", "; ")));
        out.raw("</dl>\n");
    }

    private void gates(Markup out) {
        out.raw("<table><thead><tr><th>Gate</th><th>Answer</th><th>Found and asked</th></tr></thead><tbody>\n");
        for (Gate gate : plan.gates()) {
            out.raw("<tr>")
                    .element("td", gate.name().id())
                    .element("td", gate.status().id(), gate.status().id())
                    .element("td", gate.reason())
                    .raw("</tr>\n");
        }
        out.raw("</tbody></table>\n");
    }

    private void map(Markup out) {
        Collection<IpAddress> used = seen.map(traffic -> traffic.group().conversations().stream()
                        .map(Conversation::destination)
                        .toList())
                .orElse(List.of());
        AddressMap.append(
                out,
                addresses(plan.precondition().rules(), prefixLists),
                Optional.of(addresses(plan.result(), prefixLists)),
                used,
                seen.map(traffic -> TrafficParts.words(traffic.period())));
        if (Stream.concat(plan.precondition().rules().stream(), plan.result().stream())
                .anyMatch(rule -> !isDrawn(rule.destination()))) {
            out.element(
                    "p",
                    "Rules that name a security group, or a prefix list that was not read, are not drawn: dots without"
                            + " an outline may be what they permit.");
        }
    }

    private boolean isDrawn(Destination destination) {
        return destination.match(
                addresses -> true, list -> prefixLists.contents(list.id()).whole(), group -> false);
    }

    /** Where some TCP or UDP port leads, as far as the rules say it in addresses. */
    static AddressSet addresses(List<? extends SecurityGroupRule> rules, PrefixLists lists) {
        Permissions permissions = Permissions.of(rules, lists);
        List<AddressSet> all = new ArrayList<>();
        for (Protocol protocol : List.of(Protocol.TCP, Protocol.UDP)) {
            permissions.known().layer(protocol).segments().stream()
                    .map(PortAddresses.Segment::addresses)
                    .forEach(all::add);
        }
        return AddressSet.unionOf(all);
    }

    private void howTo(Markup out) {
        out.raw(
                        "<p><code>weir apply PLAN</code> does it: it authorizes, reads back, revokes, reads back, keeps a journal, and")
                .raw(" prints the one command that undoes it. The same by other means:</p>\n<div class=\"ways\">\n");
        way(out, "Console").preformatted(PlanSteps.text(plan, List.of())).raw("</section>\n");
        List<SecurityGroupRule.Known> added =
                plan.authorize().stream().map(Authorization::rule).toList();
        way(out, "AWS CLI");
        if (!added.isEmpty()) {
            ChangeCalls.authorize(plan.group().scope(), id(), added).forEach(out::preformatted);
        }
        if (!plan.revoke().isEmpty()) {
            out.preformatted(ChangeCalls.revoke(plan.group().scope(), id(), plan.revoke()));
        }
        List<String> reopening = ConsequenceWords.reopening(plan);
        if (!reopening.isEmpty()) {
            out.element("p", "To open again at once what it closes:");
            reopening.forEach(out::preformatted);
        }
        out.raw("</section>\n");
        code.forEach((title, files) -> {
            way(out, title);
            files.forEach((name, text) -> out.element("p", name).preformatted(text));
            out.raw("</section>\n");
        });
        out.raw("</div>\n<p><code>weir export PLAN --to terraform --config DIR</code> and")
                .raw(
                        " <code>--to cloudformation --config FILE</code> write two patches of the code that makes the group:")
                .raw(" first what is added, then what is removed.</p>\n");
    }

    /** Begins one of the ways to do the same. */
    static Markup way(Markup out, String title) {
        return out.raw("<section class=\"part\">").element("h4", title).raw("\n");
    }
}
