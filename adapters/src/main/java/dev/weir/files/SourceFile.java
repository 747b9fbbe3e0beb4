package dev.weir.files;

import dev.weir.inventory.Input;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Sha256;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.Comparator;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * A file to read, or a pipe, which is copied to a temporary file because it is read several times.
 *
 * <p>What it is named and where it lies is known from the start; nothing is opened before somebody asks.
 */
final class SourceFile implements InventoryDocument, AutoCloseable {

    /** A pipe that holds more is no inventory, and would fill the disk. */
    private static final long MOST_COPIED = 4L << 30;

    /** Below this many bytes a second thread costs more than it saves. */
    private static final long WORTH_A_THREAD = 4 << 20;

    private final Path path;
    private final String name;
    private final String folder;
    private final Scope scope;
    private final boolean named;
    private final Optional<Path> root;
    private final boolean digested;
    private @Nullable Content content;

    /**
     * @param path where it is
     * @param folder the folder that it lies in, for what its neighbours tell
     * @param scope the account and Region that its path names
     * @param named whether the user named the file itself: then it is never skipped
     * @param root what its place is told from, where that is not the repository that it lies in: a folder, or the file itself
     * @param digested whether its digest is told, which costs a second reading
     */
    SourceFile(Path path, String folder, Scope scope, boolean named, Optional<Path> root, boolean digested) {
        this.path = path;
        this.name = PipeCopy.name(path);
        this.folder = folder;
        this.scope = scope;
        this.named = named;
        this.root = root.map(place -> place.toAbsolutePath().normalize());
        this.digested = digested;
    }

    /** The bytes, as they were when they were first opened. */
    private record Content(Path path, boolean copied, long size, Instant modified, FutureTask<String> sha256) {}

    Path path() {
        return path;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public String folder() {
        return folder;
    }

    @Override
    public String pathInRepository() {
        Path whole = path.toAbsolutePath().normalize();
        if (root.isPresent()) {
            return separated(root.get().relativize(whole));
        }
        for (Path above = whole.getParent(); above != null; above = above.getParent()) {
            if (Files.exists(above.resolve(".git"))) {
                return separated(above.relativize(whole));
            }
        }
        return separated(path.normalize());
    }

    private static String separated(Path path) {
        return path.toString().replace('\\', '/');
    }

    @Override
    public Optional<InventoryDocument> beside(String relative) {
        return neighbour(relative).filter(Files::isRegularFile).map(this::neighbour);
    }

    @Override
    public List<InventoryDocument> allIn(String relative) throws IOException {
        Optional<Path> there = neighbour(relative).filter(Files::isDirectory);
        if (there.isEmpty()) {
            return List.of();
        }
        try (Stream<Path> listing = Files.list(there.get())) {
            return listing.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(child -> child.getFileName().toString()))
                    .map(this::neighbour)
                    .toList();
        } catch (IOException | UncheckedIOException failure) {
            throw new IOException(SourceWalk.reason(failure), failure);
        }
    }

    private Optional<Path> neighbour(String relative) {
        try {
            Path asked = Path.of(relative);
            return asked.isAbsolute() || PipeCopy.isStandardInput(path)
                    ? Optional.empty()
                    : Optional.of(path.resolveSibling(asked).normalize());
        } catch (InvalidPathException hostile) {
            return Optional.empty();
        }
    }

    private InventoryDocument neighbour(Path file) {
        Path parent = file.toAbsolutePath().normalize().getParent();
        return new SourceFile(file, parent == null ? folder : parent.toString(), scope, false, root, digested);
    }

    @Override
    public Scope scope() {
        return scope;
    }

    @Override
    public boolean isNamed() {
        return named;
    }

    @Override
    public InputStream open() throws IOException {
        try {
            Content known = content;
            if (known == null) {
                known = content();
                content = known;
            }
            return FileBytes.open(known.path);
        } catch (IOException failure) {
            throw new IOException(SourceWalk.reason(failure), failure);
        }
    }

    private Content content() throws IOException {
        boolean copied = PipeCopy.isStandardInput(path) || !Files.isRegularFile(path);
        Path bytes = copied ? PipeCopy.of(path, MOST_COPIED, "save the inventory to a file and name that") : path;
        BasicFileAttributes attributes = Files.readAttributes(bytes, BasicFileAttributes.class);
        FutureTask<String> sha256 = new FutureTask<>(() -> sha256(bytes));
        if (digested && attributes.size() > WORTH_A_THREAD) {
            Thread thread = new Thread(sha256, "weir-digest");
            thread.setDaemon(true);
            thread.start();
        }
        return new Content(
                bytes, copied, attributes.size(), attributes.lastModifiedTime().toInstant(), sha256);
    }

    private static String sha256(Path file) throws IOException {
        MessageDigest digest = Sha256.begun();
        byte[] buffer = new byte[1 << 17];
        try (InputStream bytes = Files.newInputStream(file)) {
            for (int count = bytes.read(buffer); count >= 0; count = bytes.read(buffer)) {
                digest.update(buffer, 0, count);
            }
        }
        return HexFormat.of().formatHex(digest.digest());
    }

    @Override
    public void tellInput(Optional<Instant> asOf, InventorySink sink) {
        Content read = content;
        if (read == null) {
            return;
        }
        if (read.copied || !hasChanged(read)) {
            sink.input(new Input(
                    name, digested ? digest(read) : Optional.empty(), Optional.of(asOf.orElse(read.modified))));
        } else {
            sink.input(new Input(name, Optional.empty(), Optional.of(read.modified)));
            sink.problem(
                    new Problem(Origin.of(name), "this file changed while it was read; help: run the command again"));
        }
    }

    private static boolean hasChanged(Content read) {
        try {
            BasicFileAttributes now = Files.readAttributes(read.path, BasicFileAttributes.class);
            return now.size() != read.size
                    || !now.lastModifiedTime().toInstant().equals(read.modified);
        } catch (IOException gone) {
            return true;
        }
    }

    private static Optional<String> digest(Content read) {
        read.sha256.run();
        try {
            return Optional.of(read.sha256.get());
        } catch (ExecutionException failure) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    /** Removes the copy, if one was made. */
    @Override
    public void close() {
        Content read = content;
        if (read != null && read.copied) {
            try {
                Files.deleteIfExists(read.path);
            } catch (IOException left) {
                read.path.toFile().deleteOnExit();
            }
        }
    }
}
