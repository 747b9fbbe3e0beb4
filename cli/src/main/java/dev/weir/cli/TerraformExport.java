package dev.weir.cli;

import dev.weir.files.InventoryFiles;
import dev.weir.iac.patch.UnifiedDiff;
import dev.weir.iac.terraform.GroupPatches;
import dev.weir.iac.terraform.RootModule;
import dev.weir.iac.terraform.TerraformFormat;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Snapshot;
import dev.weir.operation.FailureException;
import dev.weir.plan.Authorization;
import dev.weir.plan.Plan;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** {@code weir export PLAN --to terraform}: a plan as two patches of the configuration that its group is written in. */
final class TerraformExport {

    static final Grammar.Option STATE = new Grammar.Option(
            "--state",
            "FILE",
            Grammar.Times.ONCE,
            "The state, as `terraform show -json` or `terraform state pull` prints it, by which the group's id is found"
                    + " in the configuration.");
    static final String ADD = "1-add.patch";
    static final String REMOVE = "2-remove.patch";
    static final String STEPS = "steps.md";

    private static final byte[] BYTE_ORDER_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final InventoryDocument root;
    private final Optional<String> given;
    private final Optional<Path> state;

    /** The export that these arguments ask for. */
    TerraformExport(Arguments arguments) {
        Path config = Inventories.path(arguments
                .one(ExportCommand.CONFIG.name())
                .orElseThrow(() -> new UsageException("`--config DIR` is missing: the root module to patch")));
        RootModule module = new RootModule();
        Snapshot.of(InventoryFiles.of(List.of(config), List.of(module)));
        this.root = module.document()
                .orElseThrow(() -> new UsageException("`--config`: there is no Terraform configuration in `"
                        + Printable.of(config.toString()) + "`"));
        this.given = arguments.one(ExportCommand.ADDRESS.name());
        this.state = arguments.one(STATE.name()).map(Inventories::path);
    }

    /**
     * The files to write, by their names.
     *
     * @throws GroupPatches.Refused if no safe patch was found
     */
    Map<String, String> files(Plan plan, Path out) {
        String address = given.or(() -> inState(plan)).orElseGet(() -> byName(plan));
        List<GroupPatches.Changed> changed = GroupPatches.of(
                root,
                address,
                plan.precondition().rules(),
                plan.authorize().stream().map(Authorization::rule).toList(),
                plan.revoke());
        StringBuilder add = new StringBuilder();
        StringBuilder remove = new StringBuilder();
        for (GroupPatches.Changed file : changed) {
            String mark = mark(file);
            add.append(UnifiedDiff.of(file.path(), mark + file.before(), mark + file.between()));
            remove.append(UnifiedDiff.of(file.path(), mark + file.between(), mark + file.after()));
        }
        Map<String, String> files = new LinkedHashMap<>();
        files.put(ADD, add.toString());
        files.put(REMOVE, remove.toString());
        files.put(STEPS, steps(plan, address, out));
        return files;
    }

    /** The byte-order mark of a file, which its text is read without. */
    private static String mark(GroupPatches.Changed file) {
        try {
            byte[] bytes = Files.readAllBytes(Path.of(file.name()));
            byte[] text = file.before().getBytes(StandardCharsets.UTF_8);
            boolean isMarked = bytes.length == text.length + 3 && Arrays.equals(bytes, 0, 3, BYTE_ORDER_MARK, 0, 3);
            if (!Arrays.equals(bytes, isMarked ? 3 : 0, bytes.length, text, 0, text.length)) {
                throw new FailureException(
                        "`" + Printable.of(file.name()) + "` changed while it was read; help: run the command again");
            }
            return isMarked ? "\uFEFF" : "";
        } catch (IOException failed) {
            throw new FailureException("`" + Printable.of(file.name()) + "` cannot be read", failed);
        }
    }

    private Optional<String> inState(Plan plan) {
        if (state.isEmpty()) {
            return Optional.empty();
        }
        Snapshot read = Snapshot.of(InventoryFiles.of(List.of(state.get()), List.of(new TerraformFormat())));
        Optional<String> address = read.versionsOf(plan.group().id()).stream()
                .flatMap(group -> group.origin().address().stream())
                .map(Origin.Address::name)
                .findFirst();
        if (address.isEmpty()) {
            throw new FailureException("`" + Printable.of(plan.group().id()) + "` is not in the state `"
                    + Printable.of(state.get().toString()) + "`; help: name its address with `--address`");
        }
        return address;
    }

    private String byName(Plan plan) {
        List<String> named = GroupPatches.named(root, plan.group().name());
        if (named.size() != 1) {
            throw new FailureException(
                    (named.isEmpty() ? "no group" : "more than one group") + " of the configuration is"
                            + " called `" + Printable.of(plan.group().name())
                            + "`; help: name the state with `--state FILE`, or the"
                            + " address with `--address`" + (named.isEmpty() ? "" : ": " + String.join(", ", named)));
        }
        return named.get(0);
    }

    private static String steps(Plan plan, String address, Path out) {
        String folder = out.toString();
        String id = Printable.of(plan.group().id());
        boolean removes = !plan.revoke().isEmpty();
        String text = "# Narrow `" + Printable.of(address) + "` (" + id + ") in two applies\n\n"
                + "In one apply Terraform revokes before it authorizes, which cuts traffic. So the new rules come first.\n"
                + "The paths in the patches begin at the root of the repository, else where weir was run.\n\n"
                + "1. `git apply " + folder + "/" + ADD + "`, then `terraform plan`: it adds "
                + counted(plan.authorize().size()) + " and takes none away. `terraform apply`.\n"
                + "2. `weir explain " + id + "` shows that the new rules are in place. Go on only then.\n"
                + (removes
                        ? "3. `git apply " + folder + "/" + REMOVE + "`, then `terraform plan`: it takes away "
                                + counted(plan.revoke().size()) + " and adds none. `terraform apply`.\n"
                        : "3. There is nothing to take away.\n")
                + "4. `terraform plan` shows no change, and `weir scan` no finding of this group.\n\n"
                + "To undo step 3: `git apply -R " + folder + "/" + REMOVE
                + "`, `terraform apply`; then step 1 likewise.\n";
        return text;
    }

    private static String counted(int rules) {
        return rules == 1 ? "one rule" : rules + " rules";
    }
}
