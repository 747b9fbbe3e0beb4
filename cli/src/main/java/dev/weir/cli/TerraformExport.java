package dev.weir.cli;

import dev.weir.files.InventoryFiles;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.iac.terraform.patch.GroupPatches;
import dev.weir.iac.terraform.patch.GroupPatches.Changed;
import dev.weir.iac.terraform.patch.StandaloneRules;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.operation.FailureException;
import dev.weir.plan.Authorization;
import dev.weir.plan.GroupRef;
import dev.weir.plan.Plan;
import dev.weir.remediation.AppliedChange;
import dev.weir.remediation.JournalEntry.Acceptance;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * {@code weir export --to terraform}: a plan as two patches of the configuration that its group is written in, a journal as the
 * patch that makes the configuration say what is live; without the configuration, as resources of their own.
 */
final class TerraformExport {

    static final Grammar.Option STATE = Grammar.Option.once(
            "--state",
            "FILE",
            "The state, as `terraform show -json` or `terraform state pull` prints it, by which the group and what its rules"
                    + " refer to are found in the configuration. Default: terraform.tfstate beside it.");
    static final String STEPS = "steps.md";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final Optional<InventoryDocument> root;
    private final Optional<String> given;
    private final Optional<Path> named;
    private final TerraformState state;

    /** The export that these arguments ask for. */
    TerraformExport(Arguments arguments) {
        Optional<Path> config = arguments.one(ExportCommand.CONFIG).map(Inventories::path);
        this.root = config.map(TerraformExport::root);
        this.given = arguments.one(ExportCommand.ADDRESS);
        this.named = arguments.one(STATE).map(Inventories::path);
        Optional<Path> beside = config.map(folder -> folder.resolve("terraform.tfstate"));
        this.state = named.or(() -> beside.filter(Files::isRegularFile))
                .map(TerraformExport::read)
                .orElse(TerraformState.NONE);
    }

    private static InventoryDocument root(Path config) {
        return CodeNearby.root(config)
                .orElseThrow(() ->
                        new UsageException("`--config`: there is no Terraform configuration in `" + config + "`"));
    }

    private static TerraformState read(Path file) {
        try {
            return TerraformState.of(InventoryFiles.document(file));
        } catch (IOException | IllegalArgumentException unreadable) {
            throw new FailureException(
                    "the state `" + file + "` cannot be read: " + unreadable.getMessage(), unreadable);
        }
    }

    /**
     * The files to write, by their names.
     *
     * @throws GroupPatches.Refused if no safe patch was found
     */
    Map<String, String> files(Plan plan, List<Acceptance> accepted, Path out) {
        List<Known> added = plan.authorize().stream().map(Authorization::rule).toList();
        Map<String, String> files = new LinkedHashMap<>();
        if (root.isEmpty()) {
            files.put(TerraformSteps.NEW, new StandaloneRules(plan.group().id(), added).text());
            files.put(STEPS, TerraformSteps.withoutCode(plan, accepted, out));
            return files;
        }
        String address = address(plan.group());
        List<Changed> changed = new GroupPatches(root.get(), state, plan.group().id(), address)
                .inTwoSteps(plan.precondition().rules(), added, plan.revoke());
        StringBuilder add = new StringBuilder();
        StringBuilder remove = new StringBuilder();
        for (Changed file : changed) {
            String mark = mark(file);
            add.append(UnifiedDiff.of(file.path(), mark + file.before(), mark + file.between()));
            remove.append(UnifiedDiff.of(file.path(), mark + file.between(), mark + file.after()));
        }
        files.put(TerraformSteps.ADD, add.toString());
        files.put(TerraformSteps.REMOVE, remove.toString());
        files.put(STEPS, TerraformSteps.inTwoApplies(plan, accepted, address, out));
        return files;
    }

    /**
     * The files to write after a change that was made already.
     *
     * @throws GroupPatches.Refused if no safe patch was found
     */
    Map<String, String> files(AppliedChange change, Path out) {
        Map<String, String> files = new LinkedHashMap<>();
        if (root.isEmpty()) {
            StandaloneRules rules = new StandaloneRules(change.group().id(), change.added());
            files.put(TerraformSteps.NEW, rules.text() + rules.imports());
            files.put(STEPS, TerraformSteps.withoutCode(change, out));
            return files;
        }
        String address = address(change.group());
        GroupPatches.Adoption adoption = new GroupPatches(
                        root.get(), state, change.group().id(), address)
                .adopting(change.before(), change.after());
        StringBuilder patch = new StringBuilder();
        for (Changed file : adoption.files()) {
            String mark = mark(file);
            patch.append(UnifiedDiff.of(file.path(), mark + file.before(), mark + file.after()));
        }
        adoption.imports().ifPresent(file -> patch.append(UnifiedDiff.ofNew(file.path(), file.after())));
        files.put(TerraformSteps.ADOPT, patch.toString());
        files.put(STEPS, TerraformSteps.adopting(change, address, adoption, out));
        return files;
    }

    /** The byte-order mark of a file, which its text is read without. */
    private static String mark(Changed file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file.name()));
            byte[] text = file.before().getBytes(StandardCharsets.UTF_8);
            boolean isMarked = bytes.length == text.length + 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
            if (!Arrays.equals(bytes, isMarked ? 3 : 0, bytes.length, text, 0, text.length)) {
                throw new FailureException(
                        "`" + file.name() + "` changed while it was read; help: run the command again");
            }
            return isMarked ? "\uFEFF" : "";
        } catch (IOException failed) {
            throw new FailureException("`" + file.name() + "` cannot be read", failed);
        }
    }

    private String address(GroupRef group) {
        Optional<String> inState = given.or(() -> state.addressOf(group.id()));
        if (inState.isEmpty() && named.isPresent()) {
            throw new FailureException("`" + group.id() + "` is not in the state `" + named.get()
                    + "`; help: name its address with `--address`");
        }
        return inState.orElseGet(() -> byName(group));
    }

    private String byName(GroupRef group) {
        List<String> addresses = GroupPatches.named(root.orElseThrow(), group.name());
        if (addresses.size() != 1) {
            throw new FailureException(
                    (addresses.isEmpty() ? "no group" : "more than one group") + " of the configuration is"
                            + " called `" + group.name()
                            + "`; help: name the state with `--state FILE`, or the"
                            + " address with `--address`"
                            + (addresses.isEmpty() ? "" : ": " + String.join(", ", addresses)));
        }
        return addresses.get(0);
    }
}
