package dev.weir.iac.terraform;

import dev.weir.iac.Resource;
import dev.weir.inventory.InventoryDocument;
import dev.weir.json.BrokenJson;
import java.io.IOException;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What a state knows of the resources that matter: their ids, by which rules that name a group or a prefix list by reference are
 * those of the account.
 *
 * @param resources by their addresses
 * @param tool the version of Terraform that wrote it, which an older one does not read
 */
public record TerraformState(Map<String, Resource> resources, Optional<String> tool) {

    /** Nothing is known. */
    public static final TerraformState NONE = new TerraformState(Map.of(), Optional.empty());

    public TerraformState {
        resources = Collections.unmodifiableMap(new LinkedHashMap<>(resources));
    }

    /**
     * The state that a document is, in either form.
     *
     * @throws IOException if it cannot be read, or is none
     */
    public static TerraformState of(InventoryDocument document) throws IOException {
        TerraformOutput output = new TerraformOutput(document);
        try {
            output.read();
        } catch (BrokenJson broken) {
            throw new IOException("line " + broken.line() + ": " + broken.getMessage(), broken);
        }
        if (output.kind() != TerraformOutput.Kind.STATE) {
            throw new IOException(
                    "expected a state, as `terraform state pull` or `terraform show -json` prints it; found another document");
        }
        Map<String, Resource> resources = new LinkedHashMap<>();
        output.resources().forEach(resource -> resources.put(resource.address(), resource));
        return new TerraformState(resources, output.tool());
    }

    /** Whether modules may hold {@code import} blocks: from Terraform 1.16, where before the root module alone did. */
    public boolean allowsImportsInModules() {
        Matcher version = Pattern.compile("([0-9]{1,4})\\.([0-9]{1,4})\\..*").matcher(tool.orElse(""));
        return version.matches()
                && (Integer.parseInt(version.group(1)) > 1 || Integer.parseInt(version.group(2)) >= 16);
    }

    public Optional<String> addressOf(String groupId) {
        return resources.values().stream()
                .filter(resource -> ProviderResources.isGroup(resource.type()))
                .filter(resource -> resource.value("id").scalar().equals(Optional.of(groupId)))
                .map(Resource::address)
                .findFirst();
    }
}
