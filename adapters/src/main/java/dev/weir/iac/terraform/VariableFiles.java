package dev.weir.iac.terraform;

import dev.weir.iac.SourceText;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.BrokenHcl;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.HclReader;
import dev.weir.iac.hcl.JsonSyntax;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;

/**
 * The values of a root module's variables in the files that Terraform loads by itself: {@code terraform.tfvars}, its JSON
 * form, then {@code *.auto.tfvars} and theirs by name. The last one counts.
 */
final class VariableFiles implements Evaluator.NamedValues {

    private final Map<String, Value> values = new HashMap<>();
    private final Evaluator evaluator = new Evaluator(this);
    private Optional<String> lost = Optional.empty();

    /** Those beside a document of the root module. */
    VariableFiles(InventoryDocument root, ModuleFolders folders, Consumer<Problem> problems) {
        List<InventoryDocument> files = new ArrayList<>();
        try {
            files.addAll(root.allIn("."));
        } catch (IOException told) {
            return; // the module's own files were listed from the same folder
        }
        files.removeIf(file -> !isLoaded(ModuleFolders.fileName(file)));
        files.sort(Comparator.comparing(
                        (InventoryDocument file) -> ModuleFolders.fileName(file).startsWith("terraform.tfvars") ? 0 : 1)
                .thenComparing(ModuleFolders::fileName));
        files.forEach(file -> read(file, folders, problems));
    }

    private static boolean isLoaded(String name) {
        return name.equals("terraform.tfvars")
                || name.equals("terraform.tfvars.json")
                || name.endsWith(".auto.tfvars")
                || name.endsWith(".auto.tfvars.json");
    }

    private void read(InventoryDocument file, ModuleFolders folders, Consumer<Problem> problems) {
        try {
            SourceText source = folders.source(file);
            Body body =
                    ModuleFolders.fileName(file).endsWith(".json") ? JsonSyntax.values(source) : HclReader.read(source);
            folders.kept(source, body)
                    .arguments()
                    .forEach(argument -> values.put(argument.name(), evaluator.value(argument.value())));
        } catch (IOException | BrokenHcl unreadable) {
            Origin origin = unreadable instanceof BrokenHcl broken
                    ? Origin.of(file.name(), broken.line(), broken.column())
                    : file.origin(1);
            problems.accept(new Problem(origin, unreadable.getMessage() + "; nothing of this file was read"));
            lost = Optional.of(file.name() + ", which may give it a value, is not read");
        }
    }

    /** The value that a variable is given; empty where it is given none. */
    Optional<Value> value(String variable) {
        return lost.isPresent()
                ? Optional.of(new Value.Unknown(lost.get(), Origin.of(lost.get())))
                : Optional.ofNullable(values.get(variable));
    }

    @Override
    public Value value(String root, String name, Origin origin) {
        return new Value.Unknown("a variable's value is no expression", origin);
    }

    @Override
    public Value attribute(Value.Reference whole, String name, Origin origin) {
        return new Value.Unknown("a variable's value is no expression", origin);
    }

    @Override
    public String whose() {
        return "";
    }
}
