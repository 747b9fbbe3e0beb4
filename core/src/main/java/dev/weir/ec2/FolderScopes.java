package dev.weir.ec2;

import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.Scope;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the documents of a folder tell about each other's account and Region.
 *
 * <p>Route tables carry no Region, prefix list entries nothing at all. What a thing does not say itself comes from its path, and
 * then from its neighbours in the folder, if all of them that know agree.
 */
final class FolderScopes {

    private final Map<String, Set<String>> accounts = new HashMap<>();
    private final Map<String, Set<String>> regions = new HashMap<>();

    void note(InventoryDocument document, Scope scope) {
        scope.account().ifPresent(account -> add(accounts, document, account));
        scope.region().ifPresent(region -> add(regions, document, region));
    }

    private static void add(Map<String, Set<String>> known, InventoryDocument document, String value) {
        known.computeIfAbsent(document.folder(), folder -> new LinkedHashSet<>())
                .add(value);
    }

    /** What is known of the document apart from its content. */
    Scope around(InventoryDocument document) {
        return document.scope().orElse(new Scope(only(accounts, document), only(regions, document)));
    }

    private static Optional<String> only(Map<String, Set<String>> known, InventoryDocument document) {
        Set<String> values = known.getOrDefault(document.folder(), Set.of());
        return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
    }
}
