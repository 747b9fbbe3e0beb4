package dev.weir.testing;

import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import org.junit.platform.engine.TestExecutionResult;
import org.junit.platform.launcher.TestExecutionListener;
import org.junit.platform.launcher.TestIdentifier;
import org.junit.platform.launcher.TestPlan;

/** Names every skipped test and its reason at the end of a run, so that no skip goes by unseen. */
public final class SkippedTests implements TestExecutionListener {
    private final Queue<String> skipped = new ConcurrentLinkedQueue<>();

    @Override
    public void executionSkipped(TestIdentifier test, String reason) {
        skipped.add(describe(test) + ": " + reason);
    }

    @Override
    public void executionFinished(TestIdentifier test, TestExecutionResult result) {
        if (result.getStatus() == TestExecutionResult.Status.ABORTED) {
            String reason = result.getThrowable()
                    .map(Throwable::getMessage)
                    .map(String::valueOf)
                    .orElse("aborted");
            skipped.add(describe(test) + ": " + reason);
        }
    }

    @Override
    public void testPlanExecutionFinished(TestPlan plan) {
        List<String> lines = skipped.stream().sorted().toList();
        if (lines.isEmpty()) {
            return;
        }
        StringBuilder text = new StringBuilder("\n!!!! NOT TESTED: ").append(lines.size());
        text.append(lines.size() == 1 ? " test was skipped\n" : " tests were skipped\n");
        lines.forEach(line -> text.append("!!!!   ").append(line).append('\n'));
        System.err.println(text);
        skipped.clear();
    }

    private static String describe(TestIdentifier test) {
        return test.getUniqueIdObject().getSegments().stream()
                .skip(1)
                .map(segment -> segment.getValue())
                .reduce((outer, inner) -> outer + " > " + inner)
                .orElse(test.getDisplayName());
    }
}
