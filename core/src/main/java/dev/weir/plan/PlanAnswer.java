package dev.weir.plan;

import java.util.function.Function;

/** What a planner says: a plan, or why there is none. */
public sealed interface PlanAnswer permits PlanAnswer.Made, PlanAnswer.NoPlan {

    /** Answers by kind. */
    <R> R match(Function<Plan, R> made, Function<String, R> refused);

    /**
     * A plan.
     *
     * @param plan the plan
     */
    record Made(Plan plan) implements PlanAnswer {
        @Override
        public <R> R match(Function<Plan, R> made, Function<String, R> refused) {
            return made.apply(plan);
        }
    }

    /**
     * No plan can do what was asked.
     *
     * @param sentence what was asked, why it cannot be, and what can be done; without full stop
     */
    record NoPlan(String sentence) implements PlanAnswer {
        @Override
        public <R> R match(Function<Plan, R> made, Function<String, R> refused) {
            return refused.apply(sentence);
        }
    }
}
