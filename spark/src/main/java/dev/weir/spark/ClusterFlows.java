package dev.weir.spark;

import dev.weir.files.FlowFiles;
import dev.weir.flow.FlowKey;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSource;
import dev.weir.flow.FlowSources;
import dev.weir.flow.OtherKey;
import dev.weir.flow.PassedOver;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.apache.hadoop.conf.Configuration;
import org.apache.hadoop.fs.FileStatus;
import org.apache.hadoop.fs.FileSystem;
import org.apache.hadoop.fs.LocatedFileStatus;
import org.apache.hadoop.fs.RemoteIterator;

/**
 * Flow logs below a URI of one of the cluster's file systems.
 *
 * <p>Folders of other services, and in AWS's layouts of accounts, Regions and times that are not asked for, are never listed; names
 * are left out by the same rules as those of local files. Objects in S3 have the names that they have everywhere in weir,
 * {@code s3://bucket/key}, whichever of Hadoop's file systems reads them.
 */
final class ClusterFlows implements FlowSource {

    /** So many folders are listed at once: an object store answers each after some tens of milliseconds. */
    private static final int AT_ONCE = 16;

    /** Below so many levels of folders that follow no layout, all is listed in one go. */
    private static final int DEPTH = 3;

    private final String word;
    private final FlowSelection selection;
    private final Configuration configuration;

    private ClusterFlows(String word, FlowSelection selection, Configuration configuration) {
        this.word = word;
        this.selection = selection;
        this.configuration = configuration;
    }

    /** What the words name: URIs of the cluster's file systems, and paths of local files. */
    static FlowSource of(List<String> words, FlowSelection selection, Configuration configuration) {
        List<Path> local = new ArrayList<>();
        List<FlowSource> sources = new ArrayList<>();
        for (String word : words) {
            if (isUri(word)) {
                sources.add(new ClusterFlows(word, selection, configuration));
            } else {
                local.add(Path.of(word.startsWith("file:") ? word.replaceFirst("^file:/*", "/") : word));
            }
        }
        if (!local.isEmpty()) {
            sources.add(new FlowFiles(local, selection));
        }
        return new FlowSources(sources);
    }

    static boolean isUri(String word) {
        return word.matches("[A-Za-z][A-Za-z0-9+.-]*:/.*") && !word.startsWith("file:");
    }

    /** Where Hadoop finds it: {@code s3:} is known by that name on EMR, and as {@code s3a:} everywhere else. */
    static org.apache.hadoop.fs.Path location(String word, Configuration configuration) {
        boolean unknown = word.startsWith("s3:") && configuration.get("fs.s3.impl") == null;
        return new org.apache.hadoop.fs.Path(unknown ? "s3a:" + word.substring("s3:".length()) : word);
    }

    @Override
    public List<String> named() {
        return List.of(word);
    }

    @Override
    public Listed list() {
        return new Walk().listing();
    }

    /** A folder, and how many levels it lies below what was named. */
    private record Folder(FileStatus status, int depth) {}

    private final class Walk {
        private final org.apache.hadoop.fs.Path root = location(word, configuration);
        private final List<FlowObject> objects = new ArrayList<>();
        private final List<Problem> problems = new ArrayList<>();
        private PassedOver beside = PassedOver.NONE;
        private long outside;
        private boolean empty = true;

        Listed listing() {
            ExecutorService pool = Executors.newFixedThreadPool(AT_ONCE);
            try {
                FileSystem system = HadoopSettings.fileSystem(root, configuration);
                FileStatus named = system.getFileStatus(root);
                if (named.isDirectory()) {
                    below(system, pool, named);
                } else {
                    empty = false;
                    admitted(named);
                }
                if (empty && problems.isEmpty()) {
                    problem(root, "holds no file; help: give the folder that holds `AWSLogs`, or one in it");
                }
            } catch (FileNotFoundException absent) {
                problem(root, "there is no such file or folder; help: check the address");
            } catch (IOException | IllegalArgumentException failed) {
                problem(root, "cannot be listed: " + HadoopSettings.reason(failed));
            } finally {
                pool.shutdownNow();
            }
            objects.sort(Comparator.comparing(FlowObject::name));
            return new Listed(objects, outside, beside, problems);
        }

        private void below(FileSystem system, ExecutorService pool, FileStatus named) {
            List<Folder> level = List.of(new Folder(named, 0));
            while (!level.isEmpty()) {
                List<Future<List<FileStatus>>> listings = new ArrayList<>();
                for (Folder folder : level) {
                    Callable<List<FileStatus>> listing =
                            isWorthEntering(folder) ? () -> children(system, folder) : () -> allBelow(system, folder);
                    listings.add(pool.submit(listing));
                }
                List<Folder> next = new ArrayList<>();
                for (int at = 0; at < level.size(); at++) {
                    int depth = level.get(at).depth() + 1;
                    for (FileStatus status : listed(listings.get(at), level.get(at))) {
                        found(status, depth, next);
                    }
                }
                level = next;
            }
        }

        private List<FileStatus> listed(Future<List<FileStatus>> listing, Folder folder) {
            try {
                return listing.get();
            } catch (ExecutionException failed) {
                Exception cause = failed.getCause() instanceof Exception known ? known : failed;
                problem(
                        folder.status().getPath(),
                        "cannot be listed: " + HadoopSettings.reason(cause) + "; nothing below it was read");
                return List.of();
            } catch (InterruptedException stopped) {
                Thread.currentThread().interrupt();
                throw new IllegalStateException("interrupted while listing flow logs", stopped);
            }
        }

        private static List<FileStatus> children(FileSystem system, Folder folder) throws IOException {
            List<FileStatus> children = new ArrayList<>();
            RemoteIterator<FileStatus> listing =
                    system.listStatusIterator(folder.status().getPath());
            while (listing.hasNext()) {
                children.add(listing.next());
            }
            return children;
        }

        private static List<FileStatus> allBelow(FileSystem system, Folder folder) throws IOException {
            List<FileStatus> files = new ArrayList<>();
            RemoteIterator<LocatedFileStatus> listing =
                    system.listFiles(folder.status().getPath(), true);
            while (listing.hasNext()) {
                files.add(listing.next());
            }
            return files;
        }

        /** Whether something below the folder may be left out, so that its folders are worth a call each. */
        private boolean isWorthEntering(Folder folder) {
            Optional<FlowKey> laidOut = FlowKey.ofFolder(path(folder.status()) + "/");
            if (laidOut.isEmpty()) {
                return folder.depth() < DEPTH;
            }
            boolean timed = selection.from().isPresent() || selection.to().isPresent();
            FlowKey key = laidOut.get();
            boolean day = key.from().isPresent()
                    && key.to().isPresent()
                    && key.to().get().getEpochSecond() - key.from().get().getEpochSecond() <= 86_400;
            return key.region().isEmpty() || timed && !day;
        }

        private void found(FileStatus status, int depth, List<Folder> folders) {
            empty = false;
            String path = path(status);
            String below = path.substring(
                    Math.min(path.length(), root.toUri().getPath().length()));
            if (below.startsWith(".") || below.contains("/.")) {
                return;
            }
            Optional<String> other = OtherKey.of(status.isDirectory() ? path + "/" : path);
            if (other.isPresent()) {
                beside = beside.with(other.get(), name(status.getPath()));
            } else if (!status.isDirectory()) {
                admitted(status);
            } else if (FlowKey.ofFolder(path + "/")
                    .filter(key -> !selection.admits(key))
                    .isEmpty()) {
                folders.add(new Folder(status, depth));
            }
        }

        private void admitted(FileStatus status) {
            ClusterObject object = ClusterObject.of(name(status.getPath()), status);
            if (selection.admits(object.key())) {
                objects.add(object);
            } else {
                outside++;
            }
        }

        private static String path(FileStatus status) {
            return status.getPath().toUri().getPath();
        }

        private void problem(org.apache.hadoop.fs.Path path, String message) {
            problems.add(new Problem(Origin.of(name(path)), message));
        }
    }

    private static String name(org.apache.hadoop.fs.Path path) {
        return path.toString().replaceFirst("^s3[an]:", "s3:");
    }
}
