package dev.weir.cli;

import dev.weir.files.InventoryFiles;
import dev.weir.iac.terraform.RootModule;
import dev.weir.iac.terraform.TerraformState;
import dev.weir.iac.terraform.patch.GroupPatches;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Snapshot;
import dev.weir.plan.GroupRef;
import dev.weir.report.commands.Shell;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * The Terraform configuration in and below a folder, as far as a short look finds it: which root module makes a group, and the
 * commands that change it there.
 */
record CodeNearby(Path folder) {

    private static final int DEEPEST = 5;
    private static final int MOST_FILES = 5_000;
    private static final int MOST_FOLDERS = 100;

    /** Both ways to make the change of a plan, with the exact commands. */
    String bothWays(GroupRef group, Path plan) {
        Optional<Path> config = configuration(group);
        String code = "--to terraform --config " + config.map(CodeNearby::shown).orElse("DIR");
        String file = shown(plan);
        String out = Shell.quoted(Printable.of(group.id()) + "-terraform");
        StringBuilder text = new StringBuilder("weir: two ways to change what Terraform makes"
                + (config.isPresent()
                        ? ""
                        : " (no configuration below this folder makes `" + Printable.of(group.name()) + "`)")
                + ":\n  in two applies of Terraform:\n    weir export " + file + " " + code + " --out " + out + "\n");
        if (config.filter(made -> isExclusive(made, group)).isPresent()) {
            return text.append("  live first would be undone by the next apply: `"
                            + "aws_vpc_security_group_rules_exclusive` revokes what it does not list")
                    .toString();
        }
        return text.append("  live first, then adopt; apply prints the name of the JOURNAL:\n    weir apply " + file
                        + " --accept managed-outside --reason 'adopted in Terraform next'\n    weir export JOURNAL "
                        + code + " --out " + out)
                .toString();
    }

    private static String shown(Path path) {
        String name = Printable.of(path.toString());
        return Shell.quoted(name.isEmpty() ? "." : name);
    }

    /** Why the live group is not to be changed first, whoever accepted that code makes it; empty where nothing is known. */
    Optional<String> whyNotLiveFirst(GroupRef group) {
        return configuration(group)
                .filter(config -> isExclusive(config, group))
                .map(config -> "the configuration in `" + Printable.of(config.toString())
                        + "` revokes what it does not list (`aws_vpc_security_group_rules_exclusive`), so that the next apply"
                        + " would undo the change before the code adopts it; help: `weir export PLAN --to terraform --config "
                        + shown(config) + " --out OUT` makes the change in two applies");
    }

    private static boolean isExclusive(Path config, GroupRef group) {
        return root(config)
                .map(root -> GroupPatches.isExclusive(root, group.name()))
                .orElse(false);
    }

    /** The folder whose configuration makes the group, if it is one alone. */
    private Optional<Path> configuration(GroupRef group) {
        List<Path> makers =
                folders().stream().filter(config -> makes(config, group)).toList();
        return makers.size() == 1 ? Optional.of(makers.get(0)) : Optional.empty();
    }

    private static boolean makes(Path config, GroupRef group) {
        Path state = config.resolve("terraform.tfstate");
        if (Files.isRegularFile(state)) {
            try {
                return TerraformState.of(InventoryFiles.document(state))
                        .addressOf(group.id())
                        .isPresent();
            } catch (IOException unreadable) {
                return false;
            }
        }
        return root(config)
                .map(root -> GroupPatches.named(root, group.name()).size() == 1)
                .orElse(false);
    }

    /** The root module in a folder, if one is there. */
    static Optional<InventoryDocument> root(Path config) {
        RootModule module = new RootModule();
        Snapshot.of(InventoryFiles.of(List.of(config), List.of(module)));
        return module.document();
    }

    private Set<Path> folders() {
        Set<Path> found = new TreeSet<>();
        try {
            Files.walkFileTree(folder, Set.of(), DEEPEST, new Look(found));
        } catch (IOException unreadable) {
            // What cannot be listed is not found, and the commands name no folder.
            return found;
        }
        return found;
    }

    /** The look from folder to folder, which ends after some thousand files. */
    private final class Look extends SimpleFileVisitor<Path> {
        private final Set<Path> found;
        private int files;

        Look(Set<Path> found) {
            this.found = found;
        }

        @Override
        public FileVisitResult preVisitDirectory(Path directory, BasicFileAttributes attributes) {
            String name = String.valueOf(directory.getFileName());
            boolean isPassed = !directory.equals(folder) && (name.startsWith(".") || name.equals("node_modules"));
            return isPassed ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            String name = file.toString();
            if (name.endsWith(".tf") || name.endsWith(".tf.json") || name.endsWith(".tofu")) {
                found.add(Optional.ofNullable(file.getParent()).orElse(Path.of("")));
            }
            return ++files > MOST_FILES || found.size() > MOST_FOLDERS
                    ? FileVisitResult.TERMINATE
                    : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failure) {
            return FileVisitResult.CONTINUE;
        }
    }
}
