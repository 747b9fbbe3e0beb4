package dev.weir.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A command on files loads nothing of AWS, and a short one nothing that is slow to load. */
class OfflineTest {

    @TempDir
    Path folder = Path.of("");

    private List<String> classesLoadedBy(String... typed) throws IOException, InterruptedException {
        Path log = folder.resolve("classes.log");
        List<String> command = new ArrayList<>(List.of(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-Xlog:class+load:file=" + log,
                "-cp",
                System.getProperty("java.class.path"),
                Main.class.getName()));
        command.addAll(List.of(typed));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor()).as(said).isIn(0, 3);
        try (Stream<String> lines = java.nio.file.Files.lines(log)) {
            return lines.map(line -> line.replaceFirst("^(\\[[^]]*\\])+ ", "")).toList();
        }
    }

    @Test
    void commandsOnFilesLoadNothingOfAws() throws IOException, InterruptedException {
        Weir weir = new Weir(folder);
        String world = World.in(weir);
        String out = weir.name("o.json");

        for (String[] typed : new String[][] {
            {"scan", world, "--format", "text", "--format", "json=" + out},
            {"explain", "sg-0a1b2c3d", "--inventory", world},
            {"snapshot", "--out", out, world}
        }) {
            assertThat(classesLoadedBy(typed))
                    .noneMatch(name -> name.startsWith("software.amazon"))
                    .noneMatch(name -> name.startsWith("dev.weir.aws"))
                    .noneMatch(name -> name.startsWith("sun.nio.ch.NioSocketImpl"))
                    .noneMatch(name -> name.startsWith("java.net.Socket "));
        }
    }

    @Test
    void aShortScanLoadsNeitherPicocliNorWhatTheJdkMakesAtRunTime() throws IOException, InterruptedException {
        Weir weir = new Weir(folder);
        String file = weir.file("one.json", World.file(World.group("sg-1", "a", World.rule("-1", "", "0.0.0.0/0"))));

        List<String> classes = classesLoadedBy("scan", file);

        assertThat(classes)
                .noneMatch(name -> name.startsWith("picocli"))
                .noneMatch(name -> name.startsWith("java.lang.runtime.ObjectMethods"))
                .noneMatch(name -> name.startsWith("java.time.format"))
                .noneMatch(name -> name.startsWith("java.util.Formatter"))
                .noneMatch(name -> name.startsWith("tools.jackson.databind"));
    }
}
