package dev.weir.cli;

import dev.weir.plan.Plan;
import dev.weir.remediation.Refusal;
import dev.weir.report.text.Printable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Why plans are refused: each reason with its group, and one that many groups share once, with the list of them. */
final class Refusals {

    private final Map<String, List<String>> groups = new LinkedHashMap<>();
    private final Map<String, String> own = new LinkedHashMap<>();

    /** Adds why a plan is refused. */
    void add(Plan plan, List<Refusal> refusals) {
        refusals.forEach(refusal -> add(plan.group().id(), refusal.sentence()));
    }

    /** Adds a reason, which may name the group itself. */
    void add(String group, String sentence) {
        String common = sentence.replace(group, "GROUP");
        groups.computeIfAbsent(common, reason -> new ArrayList<>()).add(Printable.of(group));
        own.putIfAbsent(common, sentence);
    }

    boolean isEmpty() {
        return groups.isEmpty();
    }

    void say(ProcessContext surroundings) {
        groups.forEach((reason, of) -> {
            String alone = Printable.of(own.getOrDefault(reason, reason));
            String name = "`" + of.get(0) + "`";
            surroundings.tell("weir: refused: "
                    + (of.size() > 1
                            ? of.size() + " groups: " + Printable.of(reason) + "; groups: " + String.join(", ", of)
                            : alone.startsWith(name) ? alone : name + ": " + alone));
        });
    }
}
