package dev.weir.spark;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.operation.Checkpoint;
import dev.weir.operation.FailureException;
import dev.weir.operation.ProfileStore;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileContext;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.Options;
import org.apache.hadoop.fs.Path;

/** A traffic profile in one of the cluster's file systems: written beside, then moved into its place. */
final class ClusterProfile implements ProfileStore {

    private final String name;
    private final Path location;
    private final Configuration configuration;

    ClusterProfile(String name, Configuration configuration) {
        this.name = name;
        this.location = ClusterFlows.location(name, configuration);
        this.configuration = configuration;
    }

    @Override
    public String name() {
        return name;
    }

    @Override
    public boolean exists() {
        try {
            return system().exists(location);
        } catch (IOException | IllegalArgumentException failed) {
            throw failure("cannot be reached", failed);
        }
    }

    @Override
    public Evidence read() {
        try (InputStream bytes = system().open(location)) {
            return ProfileCodec.read(bytes);
        } catch (IOException failed) {
            throw failure("cannot be read", failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("`" + name + "`: " + wrong.getMessage(), wrong);
        }
    }

    /** Spark itself goes on after a machine was lost. */
    @Override
    public Checkpoint checkpoint() {
        return Checkpoint.NONE;
    }

    @Override
    public void write(Evidence evidence) {
        Path beside = location.suffix(".unfinished");
        try {
            try (OutputStream stream = new BufferedOutputStream(system().create(beside, true))) {
                ProfileCodec.write(evidence, stream);
            }
            FileContext.getFileContext(location.toUri(), configuration)
                    .rename(beside, location, Options.Rename.OVERWRITE);
        } catch (IOException failed) {
            throw failure("cannot be written", failed);
        }
    }

    private FileSystem system() throws IOException {
        return HadoopSettings.fileSystem(location, configuration);
    }

    private FailureException failure(String what, Exception failed) {
        return new FailureException("`" + name + "` " + what + ": " + HadoopSettings.reason(failed), failed);
    }
}
