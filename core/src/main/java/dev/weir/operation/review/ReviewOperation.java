package dev.weir.operation.review;

import dev.weir.names.NamedDestinations;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.review.AskedGroup;
import dev.weir.review.Question;
import dev.weir.review.Questions;
import dev.weir.review.TrafficLine;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** What plans leave open, in few questions over all of them. */
public final class ReviewOperation {

    private ReviewOperation() {}

    /**
     * What came of it.
     *
     * @param questions what nobody has answered first, then what was answered when the plans were made
     * @param names what the groups of all plans are called, by id; hostile text
     * @param named what the destinations of a group are called, by its id, where query logs were read
     * @param unlearned groups whose plans were made without flows, which leave nothing open
     */
    public record Review(
            List<Question> questions,
            Map<String, String> names,
            Map<String, List<NamedDestinations>> named,
            List<String> unlearned) {
        public Review {
            questions = List.copyOf(questions);
            names = new TreeMap<>(names);
            named = Map.copyOf(named);
            unlearned = List.copyOf(unlearned);
        }

        /** The questions that nobody has answered. */
        public List<Question> open() {
            return questions.stream().filter(one -> one.given().isEmpty()).toList();
        }
    }

    /**
     * Asks about the plans of different groups.
     *
     * @throws FailureException if two are for one group, or one is for something else
     */
    public static Review of(Collection<Plan> plans) {
        Map<String, String> names = new TreeMap<>();
        List<AskedGroup> groups = new ArrayList<>();
        Map<String, List<NamedDestinations>> named = new TreeMap<>();
        List<String> unlearned = new ArrayList<>();
        for (Plan plan : plans) {
            String id = plan.group().id();
            if (!TrafficLine.isGroup(id)) {
                throw new FailureException(
                        "`" + id + "` is no id of a security group, so that nothing can be asked of it");
            }
            if (names.put(id, plan.group().name()) != null) {
                throw new FailureException("two plans of `" + id + "` were given; help: give the newer one alone");
            }
            plan.learning().named().ifPresent(known -> named.put(id, known));
            plan.learning()
                    .observed()
                    .ifPresentOrElse(
                            observed -> groups.add(new AskedGroup(
                                    id,
                                    plan.group().vpc(),
                                    observed.to(),
                                    plan.learning().reviewed())),
                            () -> unlearned.add(id));
        }
        return new Review(Questions.of(groups), names, named, unlearned);
    }
}
