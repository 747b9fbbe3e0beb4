package dev.weir.iac.terraform;

import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/**
 * A module as it is written: the files of a folder put together, with what override files say instead.
 *
 * <p>Source: Terraform documentation, "Files and Configuration Structure" and "Override Files".
 */
public final class ModuleText {

    private final InventoryDocument place;
    private final Map<String, Block> variables = new TreeMap<>();
    private final Map<String, Argument> locals = new TreeMap<>();
    private final Map<String, Block> outputs = new TreeMap<>();
    private final Map<String, Block> modules = new LinkedHashMap<>();
    private final Map<String, Block> resources = new LinkedHashMap<>();
    private final List<Block> providers = new ArrayList<>();
    private final List<Block> imports = new ArrayList<>();
    private final List<BrokenText> broken = new ArrayList<>();

    /**
     * A file of it, or a piece of one, that cannot be read.
     *
     * @param why in a sentence with the place
     * @param mayHoldRules whether a rule of a group may stand in it
     * @param group the block that it begins with, if that is a group's
     */
    record BrokenText(String why, boolean mayHoldRules, boolean isOverride, Optional<Block> group, Origin origin) {}

    /** A module of this folder, which the document lies in. */
    ModuleText(InventoryDocument place) {
        this.place = place;
    }

    /** A document of its folder, from which paths lead on. */
    public InventoryDocument place() {
        return place;
    }

    public Map<String, Block> variables() {
        return variables;
    }

    Map<String, Argument> locals() {
        return locals;
    }

    Map<String, Block> outputs() {
        return outputs;
    }

    public Map<String, Block> modules() {
        return modules;
    }

    /** By type and name, for a data source after {@code data.}. */
    public Map<String, Block> resources() {
        return resources;
    }

    List<Block> providers() {
        return providers;
    }

    List<Block> imports() {
        return imports;
    }

    List<BrokenText> broken() {
        return broken;
    }

    void add(BrokenText file) {
        broken.add(file);
        file.group().ifPresent(group -> resources.putIfAbsent(key(group), group));
    }

    /** Adds what a file says; of two blocks with one name, which Terraform refuses, the first counts. */
    void add(Body file, Consumer<Problem> problems) {
        for (Block block : file.blocks()) {
            if (block.type().equals("locals")) {
                block.body().arguments().forEach(local -> locals.putIfAbsent(local.name(), local));
            } else if (block.type().equals("provider")) {
                providers.add(block);
            } else if (block.type().equals("import")) {
                imports.add(block);
            } else if (isNamed(block) && named(block.type()).putIfAbsent(key(block), block) != null) {
                problems.accept(new Problem(
                        block.span().origin(),
                        "`" + key(block) + "` stands here once more, which Terraform refuses; the first one was read"));
            }
        }
    }

    /** Puts what an override file says in the place of what stands there. */
    void override(Body file, Consumer<Problem> problems) {
        for (Block block : file.blocks()) {
            if (block.type().equals("locals")) {
                block.body().arguments().forEach(local -> locals.put(local.name(), local));
            } else if (isNamed(block)) {
                named(block.type()).merge(key(block), block, ModuleText::overridden);
            } else {
                add(new Body(List.of(), List.of(block), file.span()), problems);
            }
        }
    }

    /** Whether this is one of the blocks that are told apart by their labels. */
    static boolean isNamed(Block block) {
        int labels = switch (block.type()) {
            case "resource", "data" -> 2;
            case "variable", "output", "module" -> 1;
            default -> -1;
        };
        return block.labels().size() == labels;
    }

    private static String key(Block block) {
        return (block.type().equals("data") ? "data." : "") + String.join(".", block.labels());
    }

    private Map<String, Block> named(String type) {
        return switch (type) {
            case "variable" -> variables;
            case "output" -> outputs;
            case "module" -> modules;
            default -> resources;
        };
    }

    private static Block overridden(Block original, Block other) {
        Map<String, Argument> arguments = new LinkedHashMap<>();
        original.body().arguments().forEach(argument -> arguments.put(argument.name(), argument));
        other.body().arguments().forEach(argument -> arguments.put(argument.name(), argument));
        Set<String> replaced =
                other.body().blocks().stream().map(ResourceInstance::generated).collect(Collectors.toSet());
        replaced.addAll(other.body().arguments().stream().map(Argument::name).toList());
        List<Block> blocks = new ArrayList<>();
        original.body().blocks().stream()
                .filter(block ->
                        block.type().equals("lifecycle") || !replaced.contains(ResourceInstance.generated(block)))
                .forEach(blocks::add);
        blocks.addAll(other.body().blocks());
        other.body().blocks().forEach(block -> arguments.remove(ResourceInstance.generated(block)));
        Body body = new Body(
                List.copyOf(arguments.values()), blocks, original.body().span());
        return new Block(original.type(), original.labels(), body, original.span());
    }
}
