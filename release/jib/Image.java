import com.google.cloud.tools.jib.api.Containerizer;
import com.google.cloud.tools.jib.api.Jib;
import com.google.cloud.tools.jib.api.JibContainerBuilder;
import com.google.cloud.tools.jib.api.TarImage;
import com.google.cloud.tools.jib.api.buildplan.AbsoluteUnixPath;
import com.google.cloud.tools.jib.api.buildplan.FileEntriesLayer;
import com.google.cloud.tools.jib.api.buildplan.FilePermissions;
import com.google.cloud.tools.jib.api.buildplan.Platform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/**
 * Packs a folder as a container image from nothing, as `docker load` reads it: {@code Image.java ROOT TAR NAME ARCHITECTURE
 * SECONDS [JVM OPTION...]}, where ROOT is what the container sees as /, and its own folders under ROOT/opt/weir are layers of their
 * own. SECONDS since 1970 is when it was made, so that the same folder gives the same bytes.
 */
public final class Image {

    private static final AbsoluteUnixPath HOME = AbsoluteUnixPath.get("/home/weir");
    private static final String USER = "65532:65532";
    private static final List<String> OWN = List.of("/tmp", "/home/weir", "/work");

    private Image() {}

    public static void main(String[] arguments) throws Exception {
        Path root = Path.of(arguments[0]);
        JibContainerBuilder image = Jib.fromScratch()
                .setPlatforms(Set.of(new Platform(arguments[3], "linux")))
                .setCreationTime(Instant.ofEpochSecond(Long.parseLong(arguments[4])))
                .setUser(USER)
                .setWorkingDirectory(AbsoluteUnixPath.get("/work"))
                .addEnvironmentVariable("HOME", HOME.toString())
                .addEnvironmentVariable("LANG", "C.UTF-8");
        List<String> entrypoint = new ArrayList<>(List.of("/opt/weir/runtime/bin/java"));
        entrypoint.addAll(List.of(arguments).subList(5, arguments.length));
        entrypoint.addAll(List.of("-jar", "/opt/weir/app/weir-cli.jar"));
        image.setEntrypoint(entrypoint);
        // What changes least comes first, so that a new release shares the layers below.
        image.addFileEntriesLayer(layer(root, "system", "", "opt"));
        image.addFileEntriesLayer(layer(root, "java", "opt/weir/runtime", ""));
        image.addFileEntriesLayer(layer(root, "libraries", "opt/weir/app/lib", ""));
        image.addFileEntriesLayer(layer(root, "weir", "opt/weir", "runtime", "app/lib"));
        Path cache = Files.createTempDirectory("weir-image");
        image.containerize(Containerizer.to(TarImage.at(Path.of(arguments[1])).named(arguments[2]))
                .setOfflineMode(true)
                .setBaseImageLayersCache(cache.resolve("base"))
                .setApplicationLayersCache(cache.resolve("layers")));
        try (Stream<Path> made = Files.walk(cache)) {
            made.sorted(java.util.Comparator.reverseOrder())
                    .forEach(path -> path.toFile().delete());
        }
    }

    /** The files below a folder but those below others of it, in the order of their names. */
    private static FileEntriesLayer layer(Path root, String name, String folder, String... others) throws Exception {
        FileEntriesLayer.Builder layer = FileEntriesLayer.builder().setName(name);
        Path top = root.resolve(folder);
        List<Path> files;
        try (Stream<Path> walked = Files.walk(top)) {
            files = walked.filter(path -> !path.equals(root))
                    .filter(path -> Stream.of(others)
                            .noneMatch(other -> !other.isEmpty() && path.startsWith(top.resolve(other))))
                    .sorted()
                    .toList();
        }
        for (Path file : files) {
            String place = "/" + root.relativize(file);
            // Any other user that a container is started as may write there too.
            FilePermissions mode = FilePermissions.fromOctalString(
                    OWN.contains(place) ? "777" : Files.isExecutable(file) ? "755" : "644");
            layer.addEntry(
                    file,
                    AbsoluteUnixPath.get(place),
                    mode,
                    FileEntriesLayer.DEFAULT_MODIFICATION_TIME,
                    OWN.contains(place) ? USER : "");
        }
        return layer.build();
    }
}
