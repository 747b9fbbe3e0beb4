package dev.weir;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** A package that cannot be read at a glance says in its package-info where to begin, and what then; and it says so truly. */
class PackageOrderTest {

    /** So many classes are read at a glance. */
    private static final int GLANCE = 24;

    @Test
    void aPackageListsEachOfItsClassesOnceAndNoOther() throws IOException {
        for (Map.Entry<Path, Set<String>> one : packages().entrySet()) {
            List<String> order = order(one.getKey());
            if (one.getValue().size() > GLANCE || !order.isEmpty()) {
                assertThat(order)
                        .as("the order in the package-info of " + one.getKey())
                        .doesNotHaveDuplicates()
                        .containsExactlyInAnyOrderElementsOf(one.getValue());
            }
        }
    }

    private static Map<Path, Set<String>> packages() throws IOException {
        Map<Path, Set<String>> packages = new TreeMap<>();
        for (String module : List.of("core", "adapters", "cli", "spark")) {
            Path sources = Path.of(System.getProperty("weir.root", ".."), module, "src", "main", "java");
            try (Stream<Path> files = Files.walk(sources)) {
                files.filter(file -> file.toString().endsWith(".java"))
                        .forEach(file -> packages.computeIfAbsent(file.getParent(), unused -> new TreeSet<>())
                                .add(file.getFileName().toString().replace(".java", "")));
            }
        }
        packages.values().forEach(names -> names.remove("package-info"));
        return packages;
    }

    /** The classes that the list of a package names, in its order; words beside them begin small. */
    private static List<String> order(Path folder) throws IOException {
        Path file = folder.resolve("package-info.java");
        String text = Files.exists(file) ? Files.readString(file) : "";
        int from = text.indexOf("<pre>");
        return from < 0
                ? List.of()
                : Pattern.compile("\\b[A-Z]\\w*")
                        .matcher(text.substring(from, text.indexOf("</pre>")))
                        .results()
                        .map(MatchResult::group)
                        .toList();
    }
}
