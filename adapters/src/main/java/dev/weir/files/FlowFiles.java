package dev.weir.files;

import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/**
 * Flow logs in local files and folders, in pipes, and on standard input where it is named {@code -}.
 *
 * <p>Folders are walked to the bottom, links followed; the layout of AWS's S3 keys tells account, Region and time, so that
 * files outside of the selection are never opened, nor those of other services. Files whose names begin with a dot are left
 * out. A file that is reached twice is read once. A pipe is copied to a temporary file as long as half of what is free there
 * takes it.
 */
public final class FlowFiles implements FlowSource {

    private final List<Path> roots;
    private final FlowSelection selection;

    public FlowFiles(List<Path> roots, FlowSelection selection) {
        this.roots = List.copyOf(roots);
        this.selection = selection;
    }

    @Override
    public List<String> named() {
        return roots.stream().map(PipeCopy::name).toList();
    }

    @Override
    public Listed list() {
        FoundObjects found = new FoundObjects();
        roots.forEach(found::from);
        found.objects.sort(Comparator.comparing(FlowObject::name));
        return new Listed(found.objects, found.outside, found.beside, found.problems);
    }

    /** What was met so far. */
    private final class FoundObjects {
        private final List<FlowObject> objects = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private final Set<Object> seen = new HashSet<>();
        private PassedOver beside = PassedOver.NONE;
        private long outside;

        void from(Path root) {
            String noun = selection.kind().noun();
            SourceWalk walk = new SourceWalk(List.of(root));
            walk.files().forEach(this::add);
            problems.addAll(walk.problems());
            walk.passedOver().forEach(path -> problem(path, "expected a " + noun));
            if (walk.files().isEmpty()
                    && walk.problems().isEmpty()
                    && walk.passedOver().isEmpty()) {
                problem(root.toString(), "holds no file; help: give a folder of " + noun + "s");
            }
        }

        private void add(SourceFile file) {
            try {
                boolean pipe = PipeCopy.isStandardInput(file.path()) || !Files.isRegularFile(file.path());
                Path path = pipe ? copy(file.path()) : file.path();
                BasicFileAttributes attributes = Files.readAttributes(path, BasicFileAttributes.class);
                FlowFile object = new FlowFile(file.name(), path, attributes.size());
                Optional<String> other = file.isNamed() ? Optional.empty() : object.other(selection.kind());
                if (other.isPresent()) {
                    beside = beside.with(other.get(), object.name());
                } else if (!selection.admits(object.key())) {
                    outside++;
                } else if (seen.add(SourceWalk.identity(path, attributes))) {
                    objects.add(object);
                }
            } catch (IOException failed) {
                problem(file.name(), "cannot be read: " + SourceWalk.reason(failed));
            }
        }

        private Path copy(Path pipe) throws IOException {
            long free = Path.of(System.getProperty("java.io.tmpdir")).toFile().getUsableSpace();
            return PipeCopy.of(pipe, free / 2, "save it to a file and name that");
        }

        private void problem(String path, String message) {
            problems.add(new Problem(Origin.of(path), message));
        }
    }
}
