package dev.weir.plan;

import dev.weir.backtest.Gate;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.Outlook.Farthest;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Looks ahead at a plan: learns once from the whole period, and neither proves nor replays. */
final class TrafficOutlook {

    private TrafficOutlook() {}

    /** @throws Impossible if no rules can do what is asked */
    static Outlook of(GroupView view, PlanSettings settings, ObservationPeriod period, GroupTraffic traffic) {
        Learner learner = new Learner(view, settings, period, traffic);
        Lesson lesson = learner.learn();
        List<Known> wanted = lesson.asRules();
        Judged after = view.judge(wanted);
        List<String> staysOpen = new ArrayList<>();
        after.tcp().forEach(ports -> staysOpen.add("tcp " + ports));
        after.udp().forEach(ports -> staysOpen.add("udp " + ports));
        lesson.reasons().forEach((service, reason) -> staysOpen.add(service + ": " + reason));
        return Outlook.of(
                needs(view, learner, period, wanted, !staysOpen.isEmpty()),
                period,
                traffic,
                gates(view, lesson),
                wanted,
                Optional.of(after.exposure()),
                reasons(staysOpen, lesson),
                Optional.of(new FreshDays(lesson, view).chance(traffic, learner.needs)),
                Optional.empty());
    }

    private static List<String> reasons(List<String> staysOpen, Lesson lesson) {
        if (lesson.reasons().isEmpty()) {
            return staysOpen;
        }
        List<String> reasons = new ArrayList<>();
        lesson.reasons().forEach((service, reason) -> reasons.add(service + ": " + reason));
        return reasons;
    }

    private static Farthest needs(
            GroupView view, Learner learner, ObservationPeriod period, List<Known> wanted, boolean staysOpen) {
        if (wanted.isEmpty()) {
            return Farthest.NOTHING;
        }
        if (staysOpen) {
            return Farthest.OPEN_PORT;
        }
        InternetSide internet = new InternetSide(view.inventory.vpcAddresses(), period);
        return learner.needs.open().stream().anyMatch(one -> internet.isOutside(one.destination()))
                ? Farthest.STABLE_PUBLIC
                : Farthest.PRIVATE;
    }

    private static List<Gate> gates(GroupView view, Lesson lesson) {
        List<Gate> gates = new ArrayList<>();
        gates.add(view.unreadInterfaces()
                .map(why -> Gates.fail(Gate.Name.ATTACHMENT, why))
                .orElseGet(() -> Gates.pass(Gate.Name.ATTACHMENT, "all interfaces were read")));
        lesson.unreadLists().ifPresent(why -> gates.add(Gates.fail(Gate.Name.PREFIX_LISTS, why)));
        return gates;
    }
}
