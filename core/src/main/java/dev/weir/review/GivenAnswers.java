package dev.weir.review;

import dev.weir.traffic.Confidence;
import dev.weir.traffic.Conversation;
import dev.weir.traffic.GroupTraffic;
import dev.weir.traffic.Observation;
import dev.weir.traffic.TrafficPoint;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;

/** What reviewers decided, by group and point. The order in which answers come does not matter; {@code unknown} decides nothing. */
public final class GivenAnswers {

    /** Nobody decided anything. */
    public static final GivenAnswers NONE = new GivenAnswers(new TreeMap<>());

    /** How many points may be decided: what more lines name by mistake must not fill the memory. */
    private static final long MOST = 2_000_000;

    /** Of two that say the same, the later one is told; of one day, by name. */
    private static final Comparator<GivenAnswer> LATER = Comparator.comparing(GivenAnswer::on)
            .thenComparing(GivenAnswer::by)
            .thenComparing(GivenAnswer::until)
            .thenComparing(GivenAnswer::kind);

    private final Map<String, Map<TrafficPoint, GivenAnswer>> byGroup;

    private GivenAnswers(Map<String, Map<TrafficPoint, GivenAnswer>> byGroup) {
        this.byGroup = byGroup;
    }

    /** @throws IllegalArgumentException if two contradict each other, naming what about, or they name too much */
    public static GivenAnswers of(Collection<GivenAnswer> answers) {
        Map<String, Map<TrafficPoint, GivenAnswer>> byGroup = new TreeMap<>();
        long size = 0;
        for (GivenAnswer answer : answers) {
            for (TrafficLine line : answer.about()) {
                size += line.size();
                if (size > MOST) {
                    throw new IllegalArgumentException("it answers for more than " + MOST
                            + " destinations, expected what `weir review` asked; help: name fewer ports");
                }
                if (answer.needed() != Needed.UNKNOWN) {
                    line.groups().forEach(group -> add(byGroup, group, line, answer));
                }
            }
        }
        return new GivenAnswers(byGroup);
    }

    private static void add(
            Map<String, Map<TrafficPoint, GivenAnswer>> byGroup, String group, TrafficLine line, GivenAnswer answer) {
        Map<TrafficPoint, GivenAnswer> points = byGroup.computeIfAbsent(group, unused -> new TreeMap<>());
        for (TrafficPoint point : line.points()) {
            GivenAnswer other = points.get(point);
            if (other != null && other.needed() != answer.needed()) {
                throw new IllegalArgumentException(
                        "`" + point + "` of `" + group + "` is answered yes and no;" + " help: leave one of the two");
            }
            if (other == null || LATER.compare(other, answer) < 0) {
                points.put(point, answer);
            }
        }
    }

    /**
     * What a plan of a group was decided by.
     *
     * @param until the end of what was known then
     */
    public static GivenAnswers of(String group, Collection<AnsweredDoubt> settled, Instant until) {
        Map<TrafficPoint, GivenAnswer> points = new TreeMap<>();
        for (AnsweredDoubt one : settled) {
            points.put(
                    one.doubt().point(),
                    new GivenAnswer(
                            one.needed(), one.by(), one.on(), one.doubt().kind(), until, List.of()));
        }
        return new GivenAnswers(points.isEmpty() ? new TreeMap<>() : new TreeMap<>(Map.of(group, points)));
    }

    /** These, and of earlier ones those that say nothing of the same. */
    public GivenAnswers over(GivenAnswers earlier) {
        Map<String, Map<TrafficPoint, GivenAnswer>> all = new TreeMap<>();
        for (GivenAnswers answers : List.of(earlier, this)) {
            answers.byGroup.forEach((group, points) ->
                    all.computeIfAbsent(group, unused -> new TreeMap<>()).putAll(points));
        }
        return new GivenAnswers(all);
    }

    /** The groups that something was decided of, sorted. */
    public Set<String> groups() {
        return byGroup.keySet();
    }

    /** What was decided of a group, sorted. */
    public Map<TrafficPoint, GivenAnswer> of(String group) {
        return byGroup.getOrDefault(group, Map.of());
    }

    /** Whether somebody said that a group needs this. */
    public boolean isNeeded(String group, TrafficPoint point) {
        return is(Needed.YES, group, point);
    }

    private boolean is(Needed needed, String group, TrafficPoint point) {
        return Optional.ofNullable(of(group).get(point))
                .filter(answer -> answer.needed() == needed)
                .isPresent();
    }

    /** A group's traffic with what was decided: what is needed is certain, and what is not needed is not there. */
    public GroupTraffic applied(GroupTraffic traffic) {
        String group = traffic.group();
        if (of(group).isEmpty()) {
            return traffic;
        }
        List<Observation> observations = new ArrayList<>();
        for (Observation seen : traffic.observations()) {
            if (!is(Needed.NO, group, seen.point())) {
                observations.add(isNeeded(group, seen.point()) ? seen.with(Confidence.CERTAIN, false) : seen);
            }
        }
        List<Conversation> conversations = new ArrayList<>();
        for (Conversation seen : traffic.conversations()) {
            if (!is(Needed.NO, group, seen.point())) {
                conversations.add(isNeeded(group, seen.point()) ? certain(seen) : seen);
            }
        }
        GroupTraffic.Figures figures = traffic.figures();
        return new GroupTraffic(
                group,
                observations,
                conversations,
                traffic.denied(),
                traffic.interfaces(),
                new GroupTraffic.Figures(
                        observations.stream()
                                .mapToLong(Observation::connections)
                                .sum(),
                        observations.stream()
                                .filter(Observation::ambiguous)
                                .mapToLong(Observation::connections)
                                .sum(),
                        figures.unattributed(),
                        figures.attributed(),
                        figures.records(),
                        figures.lost(),
                        figures.unusable(),
                        figures.nobodys(),
                        figures.hoursObserved(),
                        figures.hoursExpected()));
    }

    private static Conversation certain(Conversation seen) {
        return new Conversation(
                seen.service(),
                seen.destination(),
                seen.peer(),
                seen.connections(),
                seen.bytes(),
                seen.days(),
                seen.interfaces(),
                seen.firstSeen(),
                seen.lastSeen(),
                Confidence.CERTAIN,
                0);
    }
}
