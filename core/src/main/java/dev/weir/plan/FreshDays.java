package dev.weir.plan;

import dev.weir.backtest.DenialChance;
import dev.weir.backtest.DenialEstimate;
import dev.weir.evaluation.Permissions;
import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.recommendation.RecommendedRule;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * On which days something began that the rules of the days before would have denied.
 *
 * <p>Nothing is learned again for each day: a plan's rule is taken to have stood from the day after the first that used it, as wide as
 * the destinations and ports seen until then span where it names addresses, and whole where it names what covers them. So a
 * class that stays open denies nothing but its first connection.
 */
final class FreshDays {

    private final List<Growing> rules = new ArrayList<>();
    private final Permissions always;

    FreshDays(Lesson lesson, GroupView view) {
        for (RecommendedRule rule : lesson.rules()) {
            if (rule.basis() != RecommendedRule.Basis.FIXED) {
                rules.add(new Growing(rule, view.coverage(rule.destination())));
            }
        }
        always = Permissions.of(lesson.fixedRules(), view.inventory.prefixLists);
    }

    /** How likely the month after what was seen brings another. */
    DenialChance chance(GroupTraffic traffic, Needs needs) {
        DenialEstimate estimate = new DenialEstimate(traffic.usableDays());
        of(needs.open())
                .forEach(one -> estimate.add(one.days().first(), one.days().size()));
        return estimate.chance();
    }

    /** Those that began on a day whose rules would have denied them, in order of that day. */
    List<Conversation> of(Collection<Conversation> seen) {
        List<Conversation> inOrder = new ArrayList<>(seen);
        inOrder.sort(Comparator.comparing((Conversation one) -> one.days().first()));
        List<Conversation> fresh = new ArrayList<>();
        for (int from = 0, to; from < inOrder.size(); from = to) {
            LocalDate day = inOrder.get(from).days().first();
            for (to = from;
                    to < inOrder.size() && inOrder.get(to).days().first().equals(day);
                    to++) {
                if (isDenied(inOrder.get(to))) {
                    fresh.add(inOrder.get(to));
                }
            }
            inOrder.subList(from, to).forEach(one -> rules.forEach(rule -> rule.learn(one)));
        }
        return fresh;
    }

    private boolean isDenied(Conversation one) {
        return rules.stream().noneMatch(rule -> rule.permits(one))
                && !Points.permits(
                        always, one.service(), one.destination(), one.peer().groups());
    }

    /** A rule as it may have stood on the way to what it is. */
    private static final class Growing {

        private final RecommendedRule rule;
        private final AddressSet coverage;
        private Optional<Cidr> span = Optional.empty();
        private int firstPort = Integer.MAX_VALUE;
        private int lastPort = -1;

        Growing(RecommendedRule rule, AddressSet coverage) {
            this.rule = rule;
            this.coverage = coverage;
        }

        private boolean isUsedBy(Conversation one) {
            return rule.service().covers(one.service())
                    && (coverage.contains(one.destination())
                            || rule.destination() instanceof Destination.Group group
                                    && one.peer().groups().contains(group.id()));
        }

        boolean permits(Conversation one) {
            if (span.isEmpty() || !isUsedBy(one)) {
                return false;
            }
            Service service = one.service();
            boolean ports = !service.protocol().hasPorts() || firstPort <= service.from() && service.to() <= lastPort;
            return ports
                    && (rule.basis() != RecommendedRule.Basis.ADDRESSES
                            || span.get().contains(one.destination()));
        }

        void learn(Conversation one) {
            if (isUsedBy(one)) {
                span = Optional.of(span.map(known -> spanning(known, one.destination()))
                        .orElseGet(() -> Cidr.host(one.destination())));
                firstPort = Math.min(firstPort, one.service().from());
                lastPort = Math.max(lastPort, one.service().to());
            }
        }

        private static Cidr spanning(Cidr known, IpAddress address) {
            Cidr span = known;
            while (span.family() == address.family() && !span.contains(address)) {
                span = Cidr.containing(address, span.prefixLength() - 1);
            }
            return span;
        }
    }
}
