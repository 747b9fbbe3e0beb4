package dev.weir.iac.terraform;

import dev.weir.iac.SourceText;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.BrokenHcl;
import dev.weir.iac.hcl.HclReader;
import dev.weir.iac.hcl.JsonSyntax;
import dev.weir.iac.hcl.ReadInPart;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** The modules in folders, each read once however often it is called. */
public final class ModuleFolders {

    private static final List<String> ENDINGS = List.of(".tf", ".tofu", ".tf.json", ".tofu.json");

    private final Map<String, ModuleText> read = new HashMap<>();
    private final Map<String, InventoryDocument> documents = new LinkedHashMap<>();
    private final Consumer<Problem> problems;
    private final Map<String, String> instead;
    private final Map<String, SourceText> texts = new TreeMap<>();
    private final Map<String, Body> bodies = new HashMap<>();

    /** Folders whose problems go there. */
    public ModuleFolders(Consumer<Problem> problems) {
        this(problems, Map.of());
    }

    /**
     * Folders some of whose files have other texts than they are saved with.
     *
     * @param instead these texts, by the names of the files
     */
    public ModuleFolders(Consumer<Problem> problems, Map<String, String> instead) {
        this.problems = problems;
        this.instead = Map.copyOf(instead);
    }

    /** The path of a file that was read, in the repository. */
    public String path(String name) {
        InventoryDocument document = documents.get(name);
        return document == null ? name : document.pathInRepository();
    }

    /** The texts that were read, by the names of their files. */
    public Map<String, SourceText> texts() {
        return texts;
    }

    /** What these files say. */
    public Map<String, Body> bodies() {
        return bodies;
    }

    /** What a file says, which is kept. */
    Body kept(SourceText source, Body body) {
        bodies.put(source.name(), body);
        return body;
    }

    /** Whether a file of this name is part of a module. */
    static boolean isConfiguration(String name) {
        return ENDINGS.stream().anyMatch(name::endsWith);
    }

    /** Every document that was opened. */
    List<InventoryDocument> documents() {
        return new ArrayList<>(documents.values());
    }

    /** The module in the folder with this path from that of the document; empty where no file of one is. */
    public Optional<ModuleText> module(InventoryDocument from, String path) {
        List<InventoryDocument> files;
        try {
            files = from.allIn(path);
        } catch (IOException failure) {
            problems.accept(
                    new Problem(from.origin(1), "the folder `" + path + "` cannot be listed: " + failure.getMessage()));
            return Optional.empty();
        }
        if (files.isEmpty() && path.equals(".")) {
            files = List.of(from);
        }
        List<InventoryDocument> own = files.stream()
                .filter(file -> isConfiguration(fileName(file)) && !isIgnored(fileName(file)))
                .toList();
        return own.isEmpty()
                ? Optional.empty()
                : Optional.of(read.computeIfAbsent(own.get(0).folder(), unused -> module(own)));
    }

    static String fileName(InventoryDocument document) {
        String name = document.name();
        return name.substring(Math.max(name.lastIndexOf('/'), name.lastIndexOf('\\')) + 1);
    }

    private static boolean isIgnored(String name) {
        return name.startsWith(".") || name.endsWith("~") || name.startsWith("#") && name.endsWith("#");
    }

    private ModuleText module(List<InventoryDocument> files) {
        Set<String> tofu = files.stream()
                .map(ModuleFolders::fileName)
                .filter(name -> name.contains(".tofu"))
                .map(name -> name.replace(".tofu", ".tf"))
                .collect(Collectors.toSet());
        ModuleText module = new ModuleText(files.get(0));
        Map<String, Body> overrides = new TreeMap<>();
        for (InventoryDocument file : files) {
            String name = fileName(file);
            if (tofu.contains(name)) {
                continue; // OpenTofu reads the other one instead
            }
            Optional<Body> body = body(file, module, isOverride(name));
            if (isOverride(name)) {
                body.ifPresent(read -> overrides.put(name, read));
            } else {
                body.ifPresent(read -> module.add(read, problems));
            }
        }
        overrides.values().forEach(body -> module.override(body, problems));
        return module;
    }

    private static boolean isOverride(String name) {
        String bare = name.substring(0, name.indexOf('.'));
        return bare.equals("override") || bare.endsWith("_override");
    }

    private Optional<Body> body(InventoryDocument file, ModuleText module, boolean isOverride) {
        String text = "";
        try {
            SourceText source = source(file);
            text = source.text();
            if (fileName(file).endsWith(".json")) {
                return Optional.of(kept(source, JsonSyntax.read(source)));
            }
            ReadInPart read = HclReader.inPart(source);
            for (ReadInPart.Lost piece : read.lost()) {
                new LostBlock(
                                origin(file, piece.why()),
                                message(piece.why()),
                                piece.lines(),
                                piece.span().text(),
                                piece.head())
                        .tell(module, isOverride, problems);
            }
            read.body().blocks().stream()
                    .flatMap(outer -> outer.body().blocks().stream())
                    .filter(ModuleText::isNamed)
                    .forEach(inner -> LostBlock.misplaced(inner).tell(module, isOverride, problems));
            return Optional.of(kept(source, read.body()));
        } catch (IOException failure) {
            LostBlock.whole(file.origin(1), "this file cannot be read: " + failure.getMessage(), text)
                    .tell(module, isOverride, problems);
        } catch (BrokenHcl broken) {
            LostBlock.whole(origin(file, broken), message(broken), text).tell(module, isOverride, problems);
        }
        return Optional.empty();
    }

    private static Origin origin(InventoryDocument file, BrokenHcl broken) {
        return Origin.of(file.name(), broken.line(), broken.column());
    }

    private static String message(BrokenHcl broken) {
        return String.valueOf(broken.getMessage());
    }

    /** What is not read, in words, its text where there is any, and the block that it begins with. */
    private record LostBlock(Origin origin, String why, String what, String text, Optional<Block> head) {

        static LostBlock whole(Origin origin, String why, String text) {
            return new LostBlock(origin, why, "nothing of this file was read", text, Optional.empty());
        }

        static LostBlock misplaced(Block inner) {
            String why = "a block `" + inner.type() + "` stands in another one; expected it at the top level";
            return new LostBlock(
                    inner.span().origin(), why, "it was not read", inner.span().text(), Optional.of(inner));
        }

        /** Tells of it, and keeps that rules may have stood in it. */
        void tell(ModuleText module, boolean isOverride, Consumer<Problem> problems) {
            problems.accept(new Problem(origin, why + "; " + what));
            Optional<Block> group = head.filter(block -> !isOverride && Configuration.isGroup(block));
            boolean mayHoldRules = text.isEmpty() || text.contains("_rule") || text.contains("module");
            module.add(new ModuleText.BrokenText(
                    origin.place() + " is not read whole: " + why, mayHoldRules, isOverride, group, origin));
        }
    }

    /**
     * The text of a document.
     *
     * @throws IOException if it cannot be read
     * @throws BrokenHcl if it is not UTF-8
     */
    SourceText source(InventoryDocument file) throws IOException {
        documents.putIfAbsent(file.name(), file);
        SourceText source;
        if (instead.containsKey(file.name())) {
            source = new SourceText(file.name(), instead.getOrDefault(file.name(), ""));
        } else {
            try (InputStream bytes = file.open()) {
                source = HclReader.text(file.name(), bytes.readAllBytes());
            }
        }
        texts.put(file.name(), source);
        return source;
    }
}
