package dev.weir.files;

import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * The files below what the user named: folders in depth, sorted by name, links followed.
 *
 * <p>Files and folders whose name starts with a dot are left out. A file that is reached twice is read once. A link back to a
 * folder above is a problem, because something else was probably meant.
 */
final class SourceWalk {

    private final List<SourceFile> files = new ArrayList<>();
    private final List<Problem> problems = new ArrayList<>();
    private final Set<Path> unreadFolders = new HashSet<>();
    private final Set<Path> seen = new HashSet<>();
    private final Set<Path> above = new HashSet<>();

    SourceWalk(List<Path> sources) {
        for (Path source : sources) {
            if (Files.isDirectory(source)) {
                folder(source, 1);
            } else {
                file(source, 1, true);
            }
        }
    }

    List<SourceFile> files() {
        return List.copyOf(files);
    }

    List<Problem> problems() {
        return List.copyOf(problems);
    }

    /** Folders that could not be listed: what their neighbours hold may not be all there is. */
    Set<Path> unreadFolders() {
        return Set.copyOf(unreadFolders);
    }

    private void folder(Path folder, int depth) {
        Path real;
        try {
            real = folder.toRealPath();
        } catch (IOException failure) {
            lost(folder, "this folder cannot be opened: " + reason(failure));
            return;
        }
        if (above.contains(real)) {
            lost(folder, "this link leads back to a folder above it; nothing below it was read; help: remove the link");
            return;
        }
        if (!seen.add(real)) {
            return;
        }
        List<Path> children;
        try (Stream<Path> listing = Files.list(folder)) {
            children = listing.sorted(
                            Comparator.comparing(child -> child.getFileName().toString()))
                    .toList();
        } catch (IOException | java.io.UncheckedIOException failure) {
            lost(folder, "this folder cannot be listed: " + reason(failure) + "; nothing below it was read");
            return;
        }
        above.add(real);
        for (Path child : children) {
            if (child.getFileName().toString().startsWith(".")) {
                continue;
            }
            if (Files.isDirectory(child)) {
                folder(child, depth + 1);
            } else {
                file(child, depth + 1, false);
            }
        }
        above.remove(real);
    }

    private void file(Path file, int given, boolean named) {
        try {
            Path real = file.toRealPath();
            if (!seen.add(real)) {
                return;
            }
        } catch (NoSuchFileException absent) {
            lost(
                    file,
                    Files.isSymbolicLink(file)
                            ? "this link leads to nothing; help: remove it or restore its target"
                            : "there is no such file or folder; help: check the path");
            return;
        } catch (IOException failure) {
            String loop = Files.isSymbolicLink(file) ? " (a link that leads in a circle?)" : "";
            lost(file, "this file cannot be opened: " + reason(failure) + loop);
            return;
        }
        Path parent = file.toAbsolutePath().normalize().getParent();
        files.add(new SourceFile(
                file, file.toString(), parent == null ? file : parent, PathScope.of(file, given), named));
    }

    private void lost(Path path, String message) {
        problems.add(new Problem(Origin.of(path.toString()), message));
        Path parent = path.toAbsolutePath().normalize().getParent();
        if (parent != null) {
            unreadFolders.add(parent);
        }
    }

    /** What the system said, without the path that every such message repeats. */
    static String reason(Exception failure) {
        if (failure instanceof AccessDeniedException) {
            return "permission denied";
        }
        if (failure instanceof NoSuchFileException) {
            return "it is gone";
        }
        if (failure instanceof FileSystemException system && system.getReason() != null) {
            return system.getReason();
        }
        String message = failure.getMessage();
        return message == null ? failure.getClass().getSimpleName() : message;
    }
}
