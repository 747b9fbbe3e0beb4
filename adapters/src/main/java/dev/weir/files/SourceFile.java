package dev.weir.files;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Scope;
import java.nio.file.Path;

/**
 * A file to read.
 *
 * @param path where it is
 * @param name as the user named it, or the folder as the user named it and the path inside
 * @param folder the folder that it lies in, for what its neighbours tell
 * @param scope the account and Region that its path names
 * @param named whether the user named the file itself: then it is never skipped
 */
record SourceFile(Path path, String name, Path folder, Scope scope, boolean named) {

    /** Written out, as is {@link #hashCode}: what a record makes of itself costs the start of a short command too much. */
    @Override
    public boolean equals(Object other) {
        return other instanceof SourceFile that
                && path.equals(that.path)
                && name.equals(that.name)
                && folder.equals(that.folder)
                && scope.equals(that.scope)
                && named == that.named;
    }

    @Override
    public int hashCode() {
        return 31 * path.hashCode() + name.hashCode();
    }

    Origin origin() {
        return Origin.of(name);
    }

    Origin origin(long line) {
        return Origin.of(name, line);
    }
}
