package dev.weir.cli;

import dev.weir.files.InventoryFiles;
import dev.weir.iac.cloudformation.CannotPatch;
import dev.weir.iac.cloudformation.GivenParameters;
import dev.weir.iac.cloudformation.TemplatePatch;
import dev.weir.inventory.InventoryDocument;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
import dev.weir.report.text.TextLines;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A plan as two patches of a CloudFormation template, and the steps in which they are deployed. */
final class TemplateExport {

    private TemplateExport() {}

    /** The files by name. */
    static Map<String, String> files(Plan plan, Path template, Optional<String> address, GivenParameters parameters) {
        try {
            InventoryDocument document = InventoryFiles.document(template);
            String text;
            try (InputStream bytes = document.open()) {
                text = new String(bytes.readAllBytes(), StandardCharsets.UTF_8);
            }
            TemplatePatch patch = TemplatePatch.of(
                    document.pathInRepository(), text, plan.group(), plan.change(), address, parameters);
            Map<String, String> files = new LinkedHashMap<>();
            files.put("1-add.patch", patch.add());
            files.put("2-remove.patch", patch.remove());
            files.put("steps.md", steps(plan, patch, template));
            return files;
        } catch (CannotPatch refused) {
            throw new FailureException(refused.sentence(), refused);
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new FailureException("`" + template + "` cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    private static String steps(Plan plan, TemplatePatch patch, Path template) {
        TextLines text = new TextLines()
                .line("# Narrow `" + Printable.of(patch.address()) + "` in two deployments")
                .blank()
                .line(
                        "CloudFormation removes a changed rule before it adds it again, and packets are lost in between. So"
                                + " rules are only added first, and only removed second.")
                .blank();
        int step = 1;
        if (!patch.add().isEmpty()) {
            text.line(step++ + ". `git apply 1-add.patch`, review, and deploy the stack.");
        }
        text.line(step++ + ". See in the account that the rules are in place: `weir explain "
                + Printable.of(plan.group().id()) + "`.");
        text.line(step++ + ". `git apply 2-remove.patch`, review, and deploy the stack.");
        text.line(step + ". See that nothing is open: `weir scan " + Printable.of(template.toString()) + "`.")
                .blank();
        text.line("To undo: `git apply -R 2-remove.patch` and deploy, and only then `git apply -R 1-add.patch`.");
        patch.notes().forEach(note -> text.blank().line("Note: " + Printable.of(note) + "."));
        return text.toString();
    }
}
