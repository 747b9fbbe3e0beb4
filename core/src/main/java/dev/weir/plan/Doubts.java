package dev.weir.plan;

import dev.weir.inventory.Destination;
import dev.weir.net.AddressSet;
import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.Service;
import dev.weir.review.AnsweredDoubt;
import dev.weir.review.Doubt;
import dev.weir.review.GivenAnswer;
import dev.weir.review.GivenAnswers;
import dev.weir.review.Needed;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.ObservationPeriod;
import dev.weir.traffic.Peer;
import dev.weir.traffic.TrafficPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiPredicate;
import java.util.stream.Stream;

/** What records leave open of one group, which of it is worth a question, and whether what was answered still stands. */
final class Doubts {

    /** In fewer days everything was seen on one. */
    private static final int DAYS_FOR_ONCE = 7;

    private final GroupView view;
    private final PlanSettings settings;
    private final ObservationPeriod period;
    private final GroupTraffic traffic;
    private final InternetSide internet;
    private final Needs needs;
    private final Map<TrafficPoint, Doubt> open = new LinkedHashMap<>();

    /**
     * @param traffic as observed, without answers
     * @param needs what of it needs a rule of the group
     */
    Doubts(GroupView view, PlanSettings settings, ObservationPeriod period, GroupTraffic traffic, Needs needs) {
        this.view = view;
        this.settings = settings;
        this.period = period;
        this.traffic = traffic;
        internet = new InternetSide(view.inventory.vpcAddresses(), period);
        this.needs = needs;
        for (Conversation one : needs.open()) {
            kind(one).ifPresent(kind -> {
                Doubt doubt = doubt(kind, one);
                open.put(doubt.point(), doubt);
            });
        }
    }

    private Optional<Doubt.Kind> kind(Conversation one) {
        boolean once = one.days().size() == 1;
        if (one.isAmbiguous()) {
            return Optional.of(once ? Doubt.Kind.UNDECIDED_ONCE : Doubt.Kind.UNDECIDED);
        }
        if (internet.isOutside(one.destination()) && !internet.isSteady(one)) {
            return Optional.of(Doubt.Kind.CHANGING);
        }
        return once && period.days() >= DAYS_FOR_ONCE ? Optional.of(Doubt.Kind.ONCE) : Optional.empty();
    }

    private Doubt doubt(Doubt.Kind kind, Conversation one) {
        return new Doubt(
                kind,
                one.service(),
                one.destination(),
                who(view, one.peer()),
                one.connections(),
                one.days().size(),
                one.firstSeen(),
                one.lastSeen(),
                one.interfaces().size());
    }

    /** Who a peer is, by every name that is known; empty where nobody knows. Hostile text. */
    static String who(GroupView view, Peer peer) {
        List<String> names = new ArrayList<>();
        for (String id : peer.groups()) {
            names.add(id
                    + view.inventory
                            .snapshot
                            .securityGroup(id)
                            .filter(group -> !group.name().isEmpty())
                            .map(group -> " " + group.name())
                            .orElse(""));
        }
        for (String id : peer.prefixLists()) {
            names.add(id
                    + view.inventory
                            .prefixLists
                            .find(id)
                            .map(list -> " " + list.name())
                            .orElse(""));
        }
        peer.awsService().ifPresent(code -> names.add("AWS " + code));
        if (names.isEmpty()) {
            peer.subnet().ifPresent(names::add);
        }
        return String.join(", ", names);
    }

    /**
     * What is worth a question: an answer would change a rule.
     *
     * <p>What a rule permits that others need in any case is not asked, and of destinations that keep changing only where they keep
     * a port open, or are pinned all the same.
     */
    List<Doubt> asked(Lesson lesson, GivenAnswers answers) {
        Requirements requirements = new Requirements(view, settings);
        List<CoveredRule> needed = lesson.asRules().stream()
                .map(rule -> new CoveredRule(rule.service(), view.coverage(rule.destination()), rule.destination()))
                .filter(rule -> isNeededAnyway(rule, requirements))
                .toList();
        List<Doubt> asked = new ArrayList<>();
        for (Doubt doubt : open.values()) {
            boolean decides = lesson.changing().contains(doubt.point())
                    || doubt.kind() != Doubt.Kind.CHANGING
                            && needed.stream().noneMatch(rule -> rule.permits(doubt.point()));
            if (decides && !answers.of(traffic.group()).containsKey(doubt.point())) {
                asked.add(doubt);
            }
        }
        return asked;
    }

    private record CoveredRule(Service service, AddressSet coverage, Destination destination) {
        boolean permits(TrafficPoint point) {
            return service.covers(point.service()) && coverage.contains(point.destination());
        }
    }

    /** Whether a rule stands whatever is answered: it was asked for, or serves something that is beyond doubt. */
    private boolean isNeededAnyway(CoveredRule rule, Requirements requirements) {
        boolean fixed = Stream.of(requirements.required(), requirements.kept(), needs.oldRules())
                .flatMap(List::stream)
                .anyMatch(one ->
                        one.service().equals(rule.service) && one.destination().equals(rule.destination));
        return fixed
                || needs.open().stream()
                        .map(one -> one.point())
                        .anyMatch(point -> !open.containsKey(point) && rule.permits(point));
    }

    /**
     * The answers that are about this group and stand, with the evidence that there is now.
     *
     * @throws Impossible if one denies what is certain, or wants what is forbidden; naming it
     */
    List<AnsweredDoubt> settled(GivenAnswers answers) {
        Map<TrafficPoint, Conversation> seen = new TreeMap<>();
        traffic.conversations().forEach(one -> seen.put(one.point(), one));
        List<AnsweredDoubt> settled = new ArrayList<>();
        answers.of(traffic.group()).forEach((point, answer) -> {
            Conversation conversation = seen.get(point);
            if (conversation != null) {
                check(point, answer, conversation);
                settled.add(new AnsweredDoubt(
                        answer.needed(), answer.by(), answer.on(), doubt(answer.kind(), conversation)));
            }
        });
        return settled;
    }

    private void check(TrafficPoint point, GivenAnswer answer, Conversation seen) {
        if (answer.needed() == Needed.YES) {
            settings.wanted()
                    .organisation()
                    .forbiddenZone(AddressSet.of(List.of(Cidr.host(point.destination()))))
                    .ifPresent(zone -> {
                        throw new Impossible(sentence(point, answer) + " opens what the policy forbids, the zone `"
                                + zone + "`; help: answer no, or change the policy file");
                    });
            return;
        }
        if (seen.isAmbiguous()) {
            return;
        }
        Doubt doubt = open.get(point);
        Instant last = seen.lastSeen();
        if (doubt == null || !answer.kind().isCertain() || last.isAfter(answer.until())) {
            throw new Impossible(
                    "%s, and it is certain that `%s` began it: %s on %s, last at %s%s; help: answer yes, or ask again with `weir review`"
                            .formatted(
                                    sentence(point, answer),
                                    traffic.group(),
                                    count(seen.connections(), "connection"),
                                    count(seen.days().size(), "day"),
                                    last,
                                    answer.kind().isCertain() && last.isAfter(answer.until())
                                            ? ", after what the answer knew (until " + answer.until() + ")"
                                            : ""));
        }
    }

    private static String count(long number, String noun) {
        return number + " " + noun + (number == 1 ? "" : "s");
    }

    private String sentence(TrafficPoint point, GivenAnswer answer) {
        return "the answer `%s` of %s to `%s from %s`"
                .formatted(answer.needed().id(), answer.by(), point, traffic.group());
    }

    /** What was answered no and stays permitted, because others need a rule that holds it. */
    static Optional<String> permittedAllTheSame(
            Collection<AnsweredDoubt> settled, BiPredicate<Service, IpAddress> permits) {
        List<String> held = settled.stream()
                .filter(one -> one.needed() == Needed.NO
                        && permits.test(one.doubt().service(), one.doubt().destination()))
                .map(one -> one.doubt().point().toString())
                .toList();
        return held.isEmpty()
                ? Optional.empty()
                : Optional.of("answered no, and permitted all the same by rules that others need: "
                        + String.join(", ", held.stream().limit(5).toList())
                        + (held.size() > 5 ? " and " + (held.size() - 5) + " more" : ""));
    }
}
