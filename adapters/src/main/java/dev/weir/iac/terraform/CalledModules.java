package dev.weir.iac.terraform;

import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.inventory.InventoryDocument;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonObject;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.io.IOException;
import java.io.InputStream;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where called modules lie: local ones by their path, others where {@code terraform init} put them. */
final class CalledModules {

    private static final String INDEX = ".terraform/modules/modules.json";

    private final InventoryDocument root;
    private final ModuleFolders folders;
    private final Map<String, String> installed = new HashMap<>();

    /** Those of the root module that this document lies in. */
    CalledModules(InventoryDocument root, ModuleFolders folders) {
        this.root = root;
        this.folders = folders;
        root.beside(INDEX).ifPresent(this::readIndex);
    }

    private void readIndex(InventoryDocument index) {
        try (InputStream bytes = index.open();
                JsonReader json = JsonReader.ofOthers(bytes)) {
            if (json.next() && json.value() instanceof JsonObject object) {
                for (JsonValue module : object.readElements("Modules").value().orElse(List.of())) {
                    if (module instanceof JsonObject one) {
                        one.readText("Key")
                                .value()
                                .ifPresent(
                                        key -> one.readText("Dir").value().ifPresent(dir -> installed.put(key, dir)));
                    }
                }
            }
        } catch (IOException | BrokenJson unreadable) {
            installed.clear(); // every module that is not local is then told as not read
        }
    }

    /** The module that is called; empty where its files are not there. */
    Optional<ModuleText> module(ModuleText caller, String address, Block call) {
        String source = source(call);
        if (isLocal(source)) {
            return folders.module(caller.place(), source);
        }
        String key =
                ResourceAddress.block(address).replaceFirst("^module\\.", "").replace(".module.", ".");
        return Optional.ofNullable(installed.get(key)).flatMap(folder -> folders.module(root, folder));
    }

    private static String source(Block call) {
        return call.body()
                .argument("source")
                .map(argument -> argument.value() instanceof Expression.Literal literal ? literal.text() : "")
                .orElse("");
    }

    private static boolean isLocal(String source) {
        return source.startsWith("./") || source.startsWith("../");
    }

    /** What is said of one that is not there. */
    String whyNot(Block call) {
        String source = source(call);
        String name = call.labels().isEmpty() ? "" : call.labels().get(0);
        return isLocal(source)
                ? "the module `" + name + "` is not read: there is no configuration in `" + source + "`"
                : "the module `" + name + "` is not read: `" + source
                        + "` is not installed here; help: run `terraform init`, or scan a plan";
    }
}
