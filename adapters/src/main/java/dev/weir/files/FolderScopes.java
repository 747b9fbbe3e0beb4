package dev.weir.files;

import dev.weir.inventory.Scope;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * What the files of a folder tell about each other's account and Region.
 *
 * <p>Route tables carry no Region, prefix list entries nothing at all. What a thing does not say itself comes from its path, and
 * then from its neighbours in the folder, if all of them that know agree.
 */
final class FolderScopes {

    private final Map<Path, Set<String>> accounts = new HashMap<>();
    private final Map<Path, Set<String>> regions = new HashMap<>();

    void note(SourceFile file, Scope scope) {
        scope.account().ifPresent(account -> add(accounts, file, account));
        scope.region().ifPresent(region -> add(regions, file, region));
    }

    private static void add(Map<Path, Set<String>> known, SourceFile file, String value) {
        known.computeIfAbsent(file.folder(), folder -> new LinkedHashSet<>()).add(value);
    }

    /** What is known of the file apart from its content. */
    Scope around(SourceFile file) {
        return file.scope().orElse(new Scope(only(accounts, file), only(regions, file)));
    }

    private static Optional<String> only(Map<Path, Set<String>> known, SourceFile file) {
        Set<String> values = known.getOrDefault(file.folder(), Set.of());
        return values.size() == 1 ? Optional.of(values.iterator().next()) : Optional.empty();
    }
}
