package dev.weir.cli;

import dev.weir.iac.terraform.patch.GroupPatches;
import dev.weir.iac.terraform.patch.StandaloneRules;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.remediation.AppliedChange;
import dev.weir.remediation.JournalEntry.Acceptance;
import dev.weir.remediation.RuleKey;
import dev.weir.report.commands.NotReady;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.nio.file.Path;
import java.util.List;

/** What a person does with the files that {@code weir export --to terraform} writes: the text of {@code steps.md}. */
final class TerraformSteps {

    static final String ADD = "1-add.patch";
    static final String REMOVE = "2-remove.patch";
    static final String ADOPT = "adopt.patch";
    static final String NEW = "rules.tf";

    private static final String PATHS =
            "The paths in the patches begin at the root of the repository, else where weir was run.\n\n";

    private TerraformSteps() {}

    static String inTwoApplies(Plan plan, List<Acceptance> accepted, String address, Path out) {
        String id = Printable.of(plan.group().id());
        String remove = file(out, REMOVE);
        return "# Narrow `" + Printable.of(address) + "` (" + id + ") in two applies\n\n"
                + notReady(plan, accepted)
                + "In one apply Terraform revokes before it authorizes, which cuts traffic. So the new rules come first.\n"
                + PATHS
                + "1. `git apply " + file(out, ADD) + "`, then `terraform plan`: it adds "
                + counted(plan.authorize().size()) + " and takes none away. `terraform apply`.\n"
                + "2. `weir explain " + id + "` shows that the new rules are in place. Go on only then.\n"
                + (plan.revoke().isEmpty()
                        ? "3. There is nothing to take away.\n"
                        : "3. `git apply " + remove + "`, then `terraform plan`: it takes away "
                                + counted(plan.revoke().size()) + " and adds none. `terraform apply`.\n")
                + "4. `terraform plan` shows no change, and `weir scan` no finding of this group.\n\n"
                + "To undo step 3: `git apply -R " + remove + "`, `terraform apply`; then step 1 likewise.\n";
    }

    static String adopting(AppliedChange change, String address, GroupPatches.Adoption adoption, Path out) {
        StringBuilder text = new StringBuilder("# Adopt the live rules of `")
                .append(Printable.of(address) + "` ("
                        + Printable.of(change.group().id())
                        + ")\n\nThe group was narrowed already; until the code says so, the next `terraform apply` undoes it.\n"
                        + PATHS + "1. `git apply " + file(out, ADOPT)
                        + "`.\n2. `terraform plan`: 0 to add, 0 to change, 0 to destroy");
        adoption.imports()
                .ifPresentOrElse(
                        file -> text.append("; it imports the rules that are live. `terraform apply`.\n3. Delete `")
                                .append(Printable.of(file.path()))
                                .append("`, which has done its work.\n"),
                        () -> text.append(". There is nothing to apply.\n"));
        text.append(
                "\nGo back and look where the plan says anything else. Rules that are revoked already are dropped from the"
                        + " state when it is refreshed, so do not plan with `-refresh=false`.\n");
        if (adoption.imports().isPresent()) {
            text.append(
                    "Tags that the provider (`default_tags`) or a module gives come to the imported rules, too, as a"
                            + " change of tags alone.\n");
        }
        return text.toString();
    }

    /** A plan whose group's configuration is not at hand. */
    static String withoutCode(Plan plan, List<Acceptance> accepted, Path out) {
        List<Known> added = plan.authorize().stream().map(Authorization::rule).toList();
        return "# Narrow `" + Printable.of(plan.group().id()) + "` in two applies\n\n"
                + notReady(plan, accepted)
                + "The configuration was not at hand; with `--config DIR` weir patches it. In one apply Terraform revokes"
                + " before it authorizes, which cuts traffic. So the new rules come first.\n\n"
                + "1. If the rules of the group are resources of their own, copy " + "`" + file(out, NEW)
                + "` into its root module. If they are `egress` blocks in the group, do not: the two ways undo each other;"
                + " write these blocks beside the others:\n\n" + fenced(plan.group(), added)
                + "\n   `terraform plan` adds " + counted(added.size()) + " and takes none away. `terraform apply`.\n"
                + "2. `weir explain " + Printable.of(plan.group().id())
                + "` shows that the new rules are in place. Go on only then.\n"
                + "3. Delete the code of these rules, and of no others:\n\n" + listed(plan.revoke())
                + "\n   `terraform plan` takes away " + counted(plan.revoke().size()) + " and adds none."
                + " `terraform apply`.\n";
    }

    /** A change that was made already, of a group whose configuration is not at hand. */
    static String withoutCode(AppliedChange change, Path out) {
        return "# Adopt the live rules of `" + Printable.of(change.group().id()) + "`\n\n"
                + "The group was narrowed already; until the code says so, the next `terraform apply` undoes it."
                + " The configuration was not at hand; with `--config DIR` weir patches it.\n\n"
                + "1. If the rules of the group are resources of their own, copy `" + file(out, NEW)
                + "` into its root module: it imports the rules that are live. If they are `egress` blocks in the group, do"
                + " not: the two ways undo each other; write these blocks beside the others:\n\n"
                + fenced(change.group(), change.added())
                + "2. Delete the code of these rules, which are live no more, and of no others:\n\n"
                + listed(change.removed())
                + "3. `terraform plan`: 0 to add, 0 to change, 0 to destroy, imports aside. `terraform apply`, and delete the"
                + " `import` blocks.\n";
    }

    private static String fenced(GroupRef group, List<Known> rules) {
        StringBuilder text = new StringBuilder("   ```terraform\n");
        new StandaloneRules(group.id(), rules)
                .blocks()
                .lines()
                .forEach(line -> text.append("   ").append(line).append('\n'));
        return text.append("   ```\n").toString();
    }

    private static String listed(List<Known> rules) {
        StringBuilder text = new StringBuilder();
        rules.forEach(
                rule -> text.append("   - " + Printable.of(RuleKey.of(rule).toString()) + "\n"));
        return rules.isEmpty() ? "   - none\n" : text.toString();
    }

    private static String notReady(Plan plan, List<Acceptance> accepted) {
        StringBuilder text = new StringBuilder();
        NotReady.lines(plan, accepted)
                .forEach(line -> text.append("> ").append(line).append("  \n"));
        return text.isEmpty() ? "" : text.append('\n').toString();
    }

    private static String file(Path out, String name) {
        return Shell.quoted(Printable.of(out.resolve(name).toString()));
    }

    private static String counted(int rules) {
        return rules == 1 ? "one rule" : rules + " rules";
    }
}
