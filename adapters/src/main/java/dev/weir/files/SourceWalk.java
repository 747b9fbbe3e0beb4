package dev.weir.files;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files below what the user named: folders in depth, sorted by name, links followed.
 *
 * <p>Files and folders whose name starts with a dot are left out. A file that is reached twice is read once. A link back to a
 * folder above is a problem, because something else was probably meant. What is no plain file (a pipe, a socket, a device) is
 * read where the user names it, and passed over in a folder, where reading it might never end.
 */
final class SourceWalk {

    private final List<SourceFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final List<String> passedOver = new ArrayList<>();
    private final Set<String> unreadFolders = new LinkedHashSet<>();
    private final Set<Object> seen = new HashSet<>();
    private final Set<Object> above = new HashSet<>();
    private final Deque<Walked> walked = new ArrayDeque<>();

    private final Optional<Path> root;
    private final boolean digested;

    SourceWalk(List<Path> sources) {
        this(sources, Optional.empty(), true);
    }

    /**
     * The same.
     *
     * @param root what places are told from, where that is not the repository that they lie in
     * @param digested whether files tell their digests
     */
    SourceWalk(List<Path> sources, Optional<Path> root, boolean digested) {
        this.root = root;
        this.digested = digested;
        for (Path source : sources) {
            if (PipeCopy.isStandardInput(source)) {
                files.add(new SourceFile(source, PipeCopy.STANDARD_INPUT, Scope.UNKNOWN, true, root, digested));
            } else {
                named(source);
            }
        }
    }

    List<SourceFile> files() {
        return List.copyOf(files);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** What lies in the folders and is no plain file. */
    List<String> passedOver() {
        return List.copyOf(passedOver);
    }

    /** Folders that could not be listed: what their neighbours hold may not be all there is. */
    Set<String> unreadFolders() {
        return Set.copyOf(unreadFolders);
    }

    private void named(Path source) {
        Path whole = source.toAbsolutePath().normalize();
        Scope scope = Scope.UNKNOWN;
        for (int part = 0; part < whole.getNameCount() - 1; part++) {
            scope = ScopeNames.ofFolderAbove(whole.getName(part).toString()).orElse(scope);
        }
        Path parent = whole.getParent();
        Folder around = new Folder(source, parent == null ? whole.toString() : parent.toString(), scope);
        child(source, around, true);
        while (!walked.isEmpty()) {
            Walked here = walked.peek();
            if (here.children.hasNext()) {
                child(here.children.next(), here.folder, false);
            } else {
                above.remove(here.key);
                walked.pop();
            }
        }
    }

    /** A folder that is walked: as the user named it, its absolute path, the account and Region that it names. */
    private record Folder(Path path, String whole, Scope scope) {}

    /** A folder on the way down to where the walk is, with what is left of it; no stack of calls is as deep as folders may be. */
    private record Walked(Folder folder, Object key, Iterator<Path> children) {}

    private void child(Path path, Folder in, boolean named) {
        BasicFileAttributes attributes;
        try {
            attributes = Files.readAttributes(path, BasicFileAttributes.class);
        } catch (NoSuchFileException absent) {
            lost(
                    path,
                    in,
                    Files.isSymbolicLink(path)
                            ? "this link leads to nothing; help: remove it or restore its target"
                            : "there is no such file or folder; help: check the path");
            return;
        } catch (IOException failure) {
            String loop = Files.isSymbolicLink(path) ? " (a link that leads in a circle?)" : "";
            lost(path, in, "this file cannot be opened: " + reason(failure) + loop);
            return;
        }
        Scope scope = ScopeNames.ofPart(nameOf(path)).orElse(in.scope);
        Object key = identity(path, attributes);
        if (attributes.isDirectory()) {
            String whole = named ? path.toAbsolutePath().normalize().toString() : in.whole + "/" + nameOf(path);
            folder(new Folder(path, whole, scope), key);
        } else if (!attributes.isRegularFile() && !named) {
            passedOver.add(path + ", which is no plain file");
        } else if (seen.add(key)) {
            files.add(new SourceFile(path, in.whole, scope, named, root, digested));
        }
    }

    private static String nameOf(Path path) {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "" : name.toString();
    }

    static Object identity(Path path, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? path.toAbsolutePath().normalize() : key;
    }

    private void folder(Folder folder, Object key) {
        if (above.contains(key)) {
            lost(
                    folder.path,
                    folder,
                    "this link leads back to a folder above it; nothing below it was read; help: remove the link");
            return;
        }
        if (!seen.add(key)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> listing = Files.list(folder.path)) {
            children = listing.filter(child -> !child.getFileName().toString().startsWith("."))
                    .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        } catch (IOException | UncheckedIOException failure) {
            lost(
                    folder.path,
                    folder,
                    "this folder cannot be listed: " + reason(failure) + "; nothing below it was read");
            return;
        }
        above.add(key);
        walked.push(new Walked(folder, key, children.iterator()));
    }

    private void lost(Path path, Folder in, String message) {
        problems.add(new Problem(Origin.of(path.toString()), message));
        unreadFolders.add(in.whole);
    }

    /** What the system said of something that was there when it was listed. */
    static String reason(Exception failure) {
        return failure instanceof NoSuchFileException ? "it is gone" : FileFailure.reason(failure);
    }
}
