package dev.weir.remediation;

import java.time.Duration;
import java.util.function.Function;

/** What a run does next. */
sealed interface NextStep permits NextStep.Send, NextStep.Wait, NextStep.MarkSeen, NextStep.Finish, NextStep.Stop {

    /** Answers by kind. */
    <R> R match(Cases<R> cases);

    /** A function for each kind. */
    record Cases<R>(
            Function<Send, R> send,
            Function<Wait, R> pause,
            Function<MarkSeen, R> markSeen,
            Function<Finish, R> finish,
            Function<Stop, R> stop) {}

    /** Journal this call, then send it. */
    record Send(RuleCall call) implements NextStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.send().apply(this);
        }
    }

    /** Read again after this long. */
    record Wait(Duration duration, String reason) implements NextStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.pause().apply(this);
        }
    }

    /** Journal that all is there that must be. */
    record MarkSeen() implements NextStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.markSeen().apply(this);
        }
    }

    /** The end is reached and proven. */
    record Finish() implements NextStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.finish().apply(this);
        }
    }

    /** Give up for now; the group is safe as it is. */
    record Stop(String reason) implements NextStep {
        @Override
        public <R> R match(Cases<R> cases) {
            return cases.stop().apply(this);
        }
    }
}
