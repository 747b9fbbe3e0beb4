package dev.weir.files;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.FileVisitOption;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Flow logs in local files and folders.
 *
 * <p>Folders are walked to the bottom, links followed; the layout of AWS's S3 keys tells account, Region and time, so that
 * files outside of the selection are never opened. Files whose names begin with a dot are left out. A file that is reached
 * twice is read once.
 */
public final class FlowFiles implements FlowSource {

    private static final int DEEPEST = 64;

    private final List<Path> roots;
    private final FlowSelection selection;

    public FlowFiles(List<Path> roots, FlowSelection selection) {
        this.roots = List.copyOf(roots);
        this.selection = selection;
    }

    @Override
    public Listing list() {
        Walk walk = new Walk();
        for (Path root : roots) {
            walk.from(root);
        }
        walk.found.sort(Comparator.comparing(FlowObject::name));
        return new Listing(walk.found, walk.outside, walk.beside, walk.problems);
    }

    /** What was met so far. */
    private final class Walk extends SimpleFileVisitor<Path> {
        private final List<FlowObject> found = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<Object> seen = new HashSet<>();
        private PassedOver beside = PassedOver.NONE;
        private long outside;
        /** How many files and problems. */
        private long met;

        private Path root = Path.of("");

        void from(Path start) {
            root = start;
            long before = met;
            try {
                Files.walkFileTree(start, EnumSet.of(FileVisitOption.FOLLOW_LINKS), DEEPEST, this);
            } catch (IOException failed) {
                problem(start, "cannot be read: " + failed.getMessage());
            }
            if (met == before) {
                problem(start, "holds no file; help: give a folder of flow logs");
            }
        }

        @Override
        public FileVisitResult preVisitDirectory(Path folder, BasicFileAttributes attributes) {
            return isHidden(folder) ? FileVisitResult.SKIP_SUBTREE : FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult visitFile(Path file, BasicFileAttributes attributes) {
            if (isHidden(file)) {
                return FileVisitResult.CONTINUE;
            }
            if (attributes.isDirectory()) {
                problem(file, "lies deeper than " + DEEPEST + " folders and was not read");
            } else if (attributes.isSymbolicLink()) {
                problem(file, "is a link to a file that does not exist");
            } else if (!attributes.isRegularFile()) {
                problem(file, "is no regular file, expected a flow log");
            } else {
                add(file, attributes);
            }
            return FileVisitResult.CONTINUE;
        }

        private void add(Path file, BasicFileAttributes attributes) {
            met++;
            FlowFile object = new FlowFile(file, attributes.size());
            Optional<String> other = file.equals(root) ? Optional.empty() : object.other();
            if (other.isPresent()) {
                beside = beside.with(other.get(), object.name());
            } else if (!selection.admits(object.key())) {
                outside++;
            } else if (seen.add(identity(file, attributes))) {
                found.add(object);
            }
        }

        @Override
        public FileVisitResult visitFileFailed(Path file, IOException failed) {
            if (failed instanceof FileSystemLoopException) {
                problem(file, "is a link to a folder above it and was not followed");
            } else if (failed instanceof NoSuchFileException) {
                problem(file, "does not exist");
            } else {
                problem(file, "cannot be read: " + failed.getClass().getSimpleName());
            }
            return FileVisitResult.CONTINUE;
        }

        @Override
        public FileVisitResult postVisitDirectory(Path folder, @Nullable IOException failed) {
            if (failed != null) {
                problem(folder, "was not listed to its end: " + failed.getMessage());
            }
            return FileVisitResult.CONTINUE;
        }

        private boolean isHidden(Path path) {
            Path name = path.getFileName();
            return !path.equals(root) && name != null && name.toString().startsWith(".");
        }

        private void problem(Path path, String message) {
            met++;
            problems.add(new Problem(Origin.of(path.toString()), message));
        }
    }

    private static Object identity(Path file, BasicFileAttributes attributes) {
        Object key = attributes.fileKey();
        return key == null ? file.toAbsolutePath().normalize() : key;
    }
}
