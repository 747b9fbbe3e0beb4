package dev.weir.spark;

import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import java.io.IOException;
import java.io.InputStream;
import java.io.Serial;
import java.io.Serializable;
import java.util.Optional;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.Path;
import org.jspecify.annotations.Nullable;

/**
 * A file of one of the cluster's file systems, which goes from the driver to the executor that reads it.
 *
 * <p>An object store that tells ETags is trusted to tell one content from another, as {@code weir} does without Spark; other files
 * are known by the SHA-256 of their bytes.
 */
final class ClusterObject implements FlowObject, Serializable {
    @Serial
    private static final long serialVersionUID = 1L;

    private final String name;
    private final Path location;
    private final long size;
    private final @Nullable String digest;
    private final boolean writtenOnce;
    /** Given where the object is read. */
    private transient @Nullable Configuration configuration;
    /** Its bytes from the first on, where they were asked for and no store told its digest. */
    private transient @Nullable DigestedStream begun;

    private ClusterObject(String name, Path location, long size, @Nullable String digest, boolean writtenOnce) {
        this.name = name;
        this.location = location;
        this.size = size;
        this.digest = digest;
        this.writtenOnce = writtenOnce;
    }

    /** What was listed, under the name that people know. */
    static ClusterObject of(String name, FileStatus status) {
        String etag = status instanceof EtagSource source ? source.getEtag() : null;
        return new ClusterObject(
                name,
                status.getPath(),
                status.getLen(),
                etag == null ? null : FlowObject.digestOf(name, etag, status.getLen()),
                etag != null);
    }

    /** Any object that was listed for this job: those that are not of a cluster's file system are local files. */
    static ClusterObject of(FlowObject object) {
        return object instanceof ClusterObject already
                ? already
                : new ClusterObject(object.name(), local(object.name()), object.size(), null, false);
    }

    /** The place of a local file; no part of its name is read as a URI. */
    static Path local(String name) {
        return new Path(
                "file",
                "",
                java.nio.file.Path.of(name).toAbsolutePath().normalize().toString());
    }

    /** Its digest, if its store told it. */
    Optional<String> told() {
        return Optional.ofNullable(digest);
    }

    /** The same with its digest. */
    ClusterObject known(String itsDigest) {
        return new ClusterObject(name, location, size, itsDigest, writtenOnce);
    }

    /** The same where it can be opened. */
    ClusterObject reachedBy(Configuration reachedBy) {
        ClusterObject here = new ClusterObject(name, location, size, digest, writtenOnce);
        here.configuration = reachedBy;
        return here;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public long size() {
        return size;
    }

    @Override
    public InputStream open(long offset) throws IOException {
        if (offset > 0 || digest != null) {
            return stored(offset);
        }
        begun = new DigestedStream(this::stored);
        return begun;
    }

    private InputStream stored(long offset) throws IOException {
        Configuration reached = configuration == null ? new Configuration() : configuration;
        FSDataInputStream in = HadoopSettings.fileSystem(location, reached).open(location);
        if (offset > 0) {
            in.seek(offset);
        }
        return in;
    }

    @Override
    public String digest() throws IOException {
        if (digest != null) {
            return digest;
        }
        return (begun == null ? new DigestedStream(this::stored) : begun).digest();
    }

    @Override
    public boolean isWrittenOnce() {
        return writtenOnce;
    }

    @Override
    public FlowKey key() {
        return FlowKey.parse(location.toUri().getPath());
    }
}
