package dev.weir.review;

import dev.weir.net.Cidr;
import dev.weir.net.IpAddress;
import dev.weir.net.IpFamily;
import dev.weir.net.Protocol;
import dev.weir.net.PublicSpace;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;

/**
 * Asks about many doubts in few questions.
 *
 * <p>A person can say who a neighbourhood of addresses is, and hardly what a port of it is: so one question is about all that is
 * open for the same reason toward a /24, or a /64 of IPv6, of all groups; private addresses of one VPC. Destinations that are
 * scattered are asked about by wider neighbourhoods, at most {@value #APART} for one reason. The line of a question names its
 * traffic exactly, so that an answer decides nothing else, and lines may be answered apart.
 */
public final class Questions {

    /** The neighbourhoods that are asked about, by family, from narrow to wide. */
    private static final Map<IpFamily, List<Integer>> BITS =
            Map.of(IpFamily.IPV4, List.of(24, 16, 8, 0), IpFamily.IPV6, List.of(64, 48, 32, 0));
    /** Where more neighbourhoods than these lie in one that is wider, that is asked about. */
    private static final int APART = 8;
    /** What fits a line that a person reads. */
    private static final int PORTS = 32;

    private static final int DESTINATIONS = 8;

    private Questions() {}

    private record Open(String group, Doubt doubt) {}

    private record Topic(Doubt.Kind kind, Cidr range, String network, Instant until, Optional<Question.Given> given)
            implements Comparable<Topic> {

        Topic over(Cidr wider) {
            return new Topic(kind, wider, network, until, given);
        }

        private static final Comparator<Topic> ORDER = Comparator.comparing((Topic topic) -> topic.given.isPresent())
                .thenComparing(Topic::kind)
                .thenComparing(Topic::range)
                .thenComparing(Topic::network)
                .thenComparing(Topic::until)
                .thenComparing(topic -> topic.given.map(Question.Given::needed).orElse(Needed.UNKNOWN))
                .thenComparing(topic -> topic.given.map(Question.Given::on).orElse(LocalDate.MIN))
                .thenComparing(topic -> topic.given.map(Question.Given::by).orElse(""));

        @Override
        public int compareTo(Topic other) {
            return ORDER.compare(this, other);
        }
    }

    /** The questions about these groups, what nobody has answered first. Groups whose ids are none are left out. */
    public static List<Question> of(Collection<AskedGroup> groups) {
        SortedMap<Topic, List<Open>> topics = new TreeMap<>();
        for (AskedGroup group : groups) {
            if (TrafficLine.isGroup(group.id())) {
                group.reviewed().doubts().forEach(doubt -> add(topics, group, doubt, Optional.empty()));
                group.reviewed()
                        .answers()
                        .forEach(one -> add(
                                topics,
                                group,
                                one.doubt(),
                                Optional.of(new Question.Given(one.needed(), one.by(), one.on()))));
            }
        }
        List<Question> questions = new ArrayList<>();
        gathered(topics)
                .forEach((topic, open) ->
                        questions.add(new Question(topic.kind, topic.range, topic.until, topic.given, lines(open))));
        return questions;
    }

    private static void add(
            SortedMap<Topic, List<Open>> topics, AskedGroup group, Doubt doubt, Optional<Question.Given> given) {
        IpAddress address = doubt.destination();
        String network =
                PublicSpace.inside().contains(address) ? group.network().orElse(group.id()) : "";
        Topic topic = new Topic(doubt.kind(), range(address), network, group.until(), given);
        topics.computeIfAbsent(topic, unused -> new ArrayList<>()).add(new Open(group.id(), doubt));
    }

    private static Cidr range(IpAddress address) {
        return Cidr.containing(address, bits(address.family()).get(0));
    }

    private static List<Integer> bits(IpFamily family) {
        return BITS.getOrDefault(family, List.of());
    }

    /** The same, of which those are one that lie scattered in a wider neighbourhood. */
    private static SortedMap<Topic, List<Open>> gathered(SortedMap<Topic, List<Open>> topics) {
        SortedMap<Topic, List<Open>> all = topics;
        for (int level = 1; level < bits(IpFamily.IPV4).size(); level++) {
            SortedMap<Topic, List<Topic>> wider = new TreeMap<>();
            for (Topic topic : all.keySet()) {
                Cidr range = topic.range;
                int length = Math.min(range.prefixLength(), bits(range.family()).get(level));
                wider.computeIfAbsent(topic.over(Cidr.containing(range.base(), length)), unused -> new ArrayList<>())
                        .add(topic);
            }
            SortedMap<Topic, List<Open>> next = new TreeMap<>();
            for (Map.Entry<Topic, List<Topic>> one : wider.entrySet()) {
                for (Topic topic : one.getValue()) {
                    next.computeIfAbsent(
                                    one.getValue().size() > APART ? one.getKey() : topic, unused -> new ArrayList<>())
                            .addAll(all.getOrDefault(topic, List.of()));
                }
            }
            all = next;
        }
        return all;
    }

    /** All that is open, in as few lines as name it exactly. */
    private static List<QuestionLine> lines(List<Open> open) {
        record Place(IpAddress destination, Protocol protocol, String group) {}
        record Alike(Protocol protocol, List<Integer> ports, SortedSet<String> groups, String who) {}

        Map<Place, SortedMap<Integer, Open>> byPlace = new java.util.LinkedHashMap<>();
        for (Open one : open) {
            Doubt doubt = one.doubt();
            byPlace.computeIfAbsent(
                            new Place(doubt.destination(), doubt.service().protocol(), one.group()),
                            unused -> new TreeMap<>())
                    .put(doubt.service().protocol().hasPorts() ? doubt.service().from() : -1, one);
        }
        // Groups that ask the same of one destination, then destinations of which the same groups ask the same.
        record Same(IpAddress destination, Protocol protocol, List<Integer> ports, String who) {}
        Map<Same, SortedMap<String, Collection<Open>>> same = new java.util.LinkedHashMap<>();
        byPlace.forEach((place, ports) -> same.computeIfAbsent(
                        new Same(
                                place.destination,
                                place.protocol,
                                List.copyOf(ports.keySet()),
                                ports.values().iterator().next().doubt().who()),
                        unused -> new TreeMap<>())
                .put(place.group, ports.values()));
        Map<Alike, SortedMap<IpAddress, List<Open>>> alike = new java.util.LinkedHashMap<>();
        same.forEach((one, groups) -> {
            List<Open> members = new ArrayList<>();
            groups.values().forEach(members::addAll);
            alike.computeIfAbsent(
                            new Alike(one.protocol, one.ports, new TreeSet<>(groups.keySet()), one.who),
                            unused -> new TreeMap<>())
                    .put(one.destination, members);
        });
        List<QuestionLine> lines = new ArrayList<>();
        alike.forEach((key, destinations) -> {
            for (List<IpAddress> some : parts(List.copyOf(destinations.keySet()), DESTINATIONS)) {
                List<Open> members = new ArrayList<>();
                some.forEach(one -> members.addAll(destinations.getOrDefault(one, List.of())));
                for (List<Integer> ports : parts(key.ports, PORTS)) {
                    lines.add(line(key.protocol, ports, some, key.groups, key.who, members));
                }
            }
        });
        lines.sort(Comparator.comparing(
                        (QuestionLine line) -> line.traffic().destinations().first())
                .thenComparing(line -> line.traffic().protocol())
                .thenComparing(line -> line.traffic().toString()));
        return lines;
    }

    private static <T> List<List<T>> parts(List<T> all, int most) {
        List<List<T>> parts = new ArrayList<>();
        for (int from = 0; from < all.size(); from += most) {
            parts.add(all.subList(from, Math.min(all.size(), from + most)));
        }
        return parts;
    }

    private static QuestionLine line(
            Protocol protocol,
            List<Integer> ports,
            List<IpAddress> destinations,
            SortedSet<String> groups,
            String who,
            List<Open> members) {
        long connections = 0;
        int days = 0;
        Instant first = Instant.MAX;
        Instant last = Instant.MIN;
        Map<String, Integer> interfaces = new TreeMap<>();
        for (Open member : members) {
            Doubt doubt = member.doubt();
            if (protocol.hasPorts() && !ports.contains(doubt.service().from())) {
                continue;
            }
            connections += doubt.connections();
            days = Math.max(days, doubt.days());
            first = doubt.firstSeen().isBefore(first) ? doubt.firstSeen() : first;
            last = doubt.lastSeen().isAfter(last) ? doubt.lastSeen() : last;
            interfaces.merge(member.group(), doubt.interfaces(), Math::max);
        }
        return new QuestionLine(
                new TrafficLine(
                        protocol,
                        protocol.hasPorts() ? new TreeSet<>(ports) : new TreeSet<>(),
                        new TreeSet<>(destinations),
                        groups),
                who,
                connections,
                days,
                first,
                last,
                interfaces.values().stream().mapToInt(Integer::intValue).sum());
    }
}
