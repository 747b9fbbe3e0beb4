package dev.weir.spark;

import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.BlockLocation;
import org.apache.hadoop.fs.DelegateToFileSystem;
import org.apache.hadoop.fs.EtagSource;
import org.apache.hadoop.fs.FSDataInputStream;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.Path;
import org.apache.hadoop.fs.RawLocalFileSystem;
import org.apache.hadoop.fs.RemoteIterator;
import org.apache.hadoop.util.functional.RemoteIterators;

/** A bucket as Hadoop's {@code s3a:} shows it, in a folder named like it: ETags are MD5 digests, and who opens what is noted. */
public final class BucketInFolder extends RawLocalFileSystem {

    static final String FOLDER = "weir.test.buckets";

    private static final List<String> OPENED = Collections.synchronizedList(new ArrayList<>());

    private URI bucket = URI.create("s3a:///");
    private File folder = new File("");

    /** Those whose bytes were asked for since the last call. */
    static List<String> opened() {
        synchronized (OPENED) {
            List<String> opened = OPENED.stream().distinct().sorted().toList();
            OPENED.clear();
            return opened;
        }
    }

    /** The settings by which Hadoop finds these buckets. */
    static void in(java.nio.file.Path folder, Configuration configuration) {
        configuration.set(FOLDER, folder.toString());
        configuration.set("fs.s3a.impl", BucketInFolder.class.getName());
        configuration.set("fs.s3a.impl.disable.cache", "true");
        configuration.set("fs.AbstractFileSystem.s3a.impl", InContext.class.getName());
    }

    /** For renaming. */
    public static final class InContext extends DelegateToFileSystem {
        public InContext(URI uri, Configuration configuration) throws IOException, URISyntaxException {
            super(uri, new BucketInFolder(), configuration, "s3a", false);
        }
    }

    private static final class EtagStatus extends LocatedFileStatus implements EtagSource {
        private static final long serialVersionUID = 1L;

        private final String etag;

        EtagStatus(FileStatus status, String etag) {
            super(status, new BlockLocation[0]);
            this.etag = etag;
        }

        @Override
        public String getEtag() {
            return etag;
        }
    }

    @Override
    public String getScheme() {
        return "s3a";
    }

    @Override
    public void initialize(URI uri, Configuration configuration) throws IOException {
        super.initialize(uri, configuration);
        bucket = URI.create("s3a://" + uri.getAuthority());
        folder = new File(configuration.get(FOLDER), uri.getAuthority());
    }

    @Override
    public URI getUri() {
        return bucket;
    }

    /** Asked for before there is a bucket. */
    @Override
    protected Path getInitialWorkingDirectory() {
        return new Path("/");
    }

    @Override
    public File pathToFile(Path path) {
        return new File(folder, path.toUri().getPath());
    }

    @Override
    public FileStatus getFileStatus(Path path) throws IOException {
        File file = pathToFile(path);
        super.getFileStatus(path);
        return status(path, file);
    }

    private FileStatus status(Path path, File file) throws IOException {
        Path whole = path.makeQualified(bucket, new Path("/"));
        if (file.isDirectory()) {
            return new FileStatus(0, true, 1, 0, 0, whole);
        }
        try {
            MessageDigest md5 = MessageDigest.getInstance("MD5");
            String etag = HexFormat.of().formatHex(md5.digest(Files.readAllBytes(file.toPath())));
            return new EtagStatus(
                    new FileStatus(file.length(), false, 1, 1 << 20, file.lastModified(), whole), '"' + etag + '"');
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException(impossible);
        }
    }

    /** All that lies below in one listing, ETags included, as {@code s3a:} does it. */
    @Override
    public RemoteIterator<LocatedFileStatus> listFiles(Path path, boolean recursive) throws IOException {
        List<LocatedFileStatus> below = new ArrayList<>();
        for (FileStatus status : listStatus(path)) {
            if (status instanceof EtagStatus file) {
                below.add(file);
            } else {
                RemoteIterator<LocatedFileStatus> deeper = listFiles(status.getPath(), recursive);
                while (deeper.hasNext()) {
                    below.add(deeper.next());
                }
            }
        }
        return RemoteIterators.remoteIteratorFromIterable(below);
    }

    @Override
    public FileStatus[] listStatus(Path path) throws IOException {
        File[] files = pathToFile(path).listFiles();
        List<FileStatus> listed = new ArrayList<>();
        for (File file : files == null ? new File[0] : files) {
            listed.add(status(new Path(path, file.getName()), file));
        }
        return listed.toArray(FileStatus[]::new);
    }

    @Override
    public FSDataInputStream open(Path path, int bufferSize) throws IOException {
        OPENED.add(path.toUri().getPath());
        return super.open(path, bufferSize);
    }
}
