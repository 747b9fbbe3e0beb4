package dev.weir.files;

import dev.weir.inventory.Sha256;
import dev.weir.organization.BatchStore;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import java.util.regex.Pattern;

/**
 * A folder that outlives a run, each file beside its digest, as {@code sha256sum} writes it and checks it.
 *
 * <p>The digest is written last: a file without one, or with another's, counts as not there. So a run that was killed, or a disk
 * that lost something, costs reading it again and never a wrong answer.
 */
public final class StateFolder implements BatchStore {

    private static final Pattern NAME = Pattern.compile("[0-9]{12}/[a-z0-9-]{1,64}\\.json(\\.gz)?");

    private final Path folder;

    /** A state in this folder, which is made when something is to be kept. */
    public StateFolder(Path folder) {
        this.folder = folder;
    }

    @Override
    public Optional<byte[]> find(String name) {
        Path file = file(name);
        try {
            byte[] bytes = Files.readAllBytes(file);
            String digest = Files.readString(digestOf(file), StandardCharsets.UTF_8);
            return digest.equals(digest(file, bytes)) ? Optional.of(bytes) : Optional.empty();
        } catch (IOException notThere) {
            return Optional.empty();
        }
    }

    @Override
    public void keep(String name, byte[] bytes) {
        Path file = file(name);
        OutputFile.folder(file.resolveSibling("."));
        OutputFile.write(file, bytes);
        OutputFile.write(digestOf(file), digest(file, bytes));
    }

    private Path file(String name) {
        if (!NAME.matcher(name).matches()) {
            throw new IllegalArgumentException("expected an account and a Region, found `" + name + "`");
        }
        return folder.resolve(name);
    }

    private static Path digestOf(Path file) {
        return file.resolveSibling(file.getFileName() + ".sha256");
    }

    private static String digest(Path file, byte[] bytes) {
        return Sha256.hex(bytes) + "  " + file.getFileName() + "\n";
    }
}
