package dev.weir.spark;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.Serial;
import java.io.Serializable;
import java.io.UncheckedIOException;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocalFileSystem;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/** How the driver reaches file systems, for executors to do the same. */
final class HadoopSettings implements Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final byte[] written;
    private transient @Nullable Configuration read;

    private HadoopSettings(byte[] written) {
        this.written = written;
    }

    static HadoopSettings of(Configuration configuration) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        try (DataOutputStream output = new DataOutputStream(bytes)) {
            configuration.write(output);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return new HadoopSettings(bytes.toByteArray());
    }

    synchronized Configuration configuration() {
        Configuration before = read;
        if (before != null) {
            return before;
        }
        Configuration configuration = new Configuration(false);
        try (DataInputStream input = new DataInputStream(new ByteArrayInputStream(written))) {
            configuration.readFields(input);
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        read = configuration;
        return configuration;
    }

    /**
     * Where the path lies. Local files are taken as they are: Hadoop's own view of them would look for checksums beside each, and
     * would write some.
     *
     * @throws IOException if there is no such file system, or it cannot be reached
     */
    static FileSystem fileSystem(Path path, Configuration configuration) throws IOException {
        try {
            FileSystem system = path.getFileSystem(configuration);
            return system instanceof LocalFileSystem local ? local.getRawFileSystem() : system;
        } catch (RuntimeException noClass) {
            Throwable cause = noClass.getCause() == null ? noClass : noClass.getCause();
            throw new IOException(
                    "Hadoop has no file system for `" + path.toUri().getScheme() + "` here (" + cause.getMessage()
                            + "); help: give the cluster its jars, for S3 those of hadoop-aws",
                    noClass);
        }
    }

    /** Why, in the first line of what the file system said. */
    static String reason(Exception failed) {
        String message = failed.getMessage();
        return message == null || message.isBlank()
                ? failed.getClass().getSimpleName()
                : message.lines().findFirst().orElse(message);
    }
}
