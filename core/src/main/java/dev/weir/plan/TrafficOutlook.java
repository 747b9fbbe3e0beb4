package dev.weir.plan;

import dev.weir.backtest.Gate;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.net.IpFamily;
import dev.weir.traffic.Conversation;
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
        List<SecurityGroupRule.Known> wanted = lesson.asRules();
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
                Optional.of(new FreshDays(lesson, view).chance(traffic, learner.needs())),
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

    private static Outlook.Farthest needs(
            GroupView view,
            Learner learner,
            ObservationPeriod period,
            List<SecurityGroupRule.Known> wanted,
            boolean staysOpen) {
        if (wanted.isEmpty()) {
            return Outlook.Farthest.NOTHING;
        }
        if (staysOpen) {
            return Outlook.Farthest.OPEN_PORT;
        }
        InternetSide internet = new InternetSide(view.inventory.vpcAddresses(), period);
        return learner.needs().open().stream().anyMatch(one -> isPublic(one, internet))
                ? Outlook.Farthest.STABLE_PUBLIC
                : Outlook.Farthest.PRIVATE;
    }

    private static boolean isPublic(Conversation one, InternetSide internet) {
        for (IpFamily family : IpFamily.values()) {
            if (internet.holds(one, family)) {
                return true;
            }
        }
        return false;
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
