package dev.weir.cli;

import dev.weir.codec.JournalCodec;
import dev.weir.codec.PlanCodec;
import dev.weir.files.FileFailure;
import dev.weir.files.JournalFolder;
import dev.weir.files.OutputFile;
import dev.weir.operation.FailureException;
import dev.weir.plan.Plan;
import dev.weir.remediation.AppliedChange;
import dev.weir.remediation.JournalFailure;
import dev.weir.report.text.Printable;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Plans in files, and the journals of their changes. */
final class PlanFiles {

    private static final Pattern ID = Pattern.compile("sg-[0-9A-Za-z_-]{1,60}");
    private static final long LARGEST = 64L << 20;
    private static final int HEAD = 1 << 12;

    private PlanFiles() {}

    /** Writes a plan, whole or not at all. */
    static void write(Plan plan, Path file) {
        OutputFile.write(file, PlanCodec.encode(plan));
    }

    /** The file of a group's plan in a folder. */
    static Path in(Path folder, String groupId) {
        return folder.resolve(checked(groupId) + ".json");
    }

    /** The folder of a group's files in a folder. */
    static Path folderOf(Path folder, String groupId) {
        return folder.resolve(checked(groupId));
    }

    private static String checked(String groupId) {
        if (!ID.matcher(groupId).matches()) {
            throw new FailureException("`" + groupId + "` is no id of a security group to name a file after");
        }
        return groupId;
    }

    /**
     * The files of the plans that words name: files, and folders with the plans that are in them, by name.
     *
     * @throws FailureException if a folder has none
     */
    static List<Path> all(List<String> words, ProcessContext surroundings) {
        List<Path> files = new ArrayList<>();
        for (String word : words) {
            Path path = Inventories.path(word);
            files.addAll(Files.isDirectory(path) ? in(path, surroundings) : List.of(path));
        }
        return files;
    }

    /**
     * The plans that words name, by their groups.
     *
     * @throws UsageException if two are about one group
     */
    static Map<String, Plan> byGroup(List<String> words, ProcessContext surroundings) {
        Map<String, Plan> plans = new LinkedHashMap<>();
        Map<String, Path> files = new HashMap<>();
        for (Path path : all(words, surroundings)) {
            Plan plan = read(path);
            Path before = files.putIfAbsent(plan.group().id(), path);
            if (before != null) {
                throw new UsageException("`" + before + "` and `" + path + "` both plan `"
                        + plan.group().id() + "`");
            }
            plans.put(plan.group().id(), plan);
        }
        return plans;
    }

    private static List<Path> in(Path folder, ProcessContext surroundings) {
        String name = Printable.of(folder.toString());
        try (Stream<Path> entries = Files.list(folder)) {
            List<Path> plans = new ArrayList<>();
            List<String> others = new ArrayList<>();
            for (Path file : entries.filter(Files::isRegularFile).sorted().toList()) {
                if (file.toString().endsWith(".json") && claimsToBeAPlan(file)) {
                    plans.add(file);
                } else {
                    others.add(Printable.of(String.valueOf(file.getFileName())));
                }
            }
            if (plans.isEmpty()) {
                throw new FailureException("there is no plan in the folder `" + name + "`; help: `weir plan --out "
                        + name + "` writes them");
            }
            if (!others.isEmpty()) {
                surroundings.say(
                        "weir: passed over in `" + name + "`, which are no plans: " + String.join(", ", others));
            }
            return plans;
        } catch (IOException failed) {
            throw new FailureException("the folder `" + name + "` cannot be read: " + failed.getMessage(), failed);
        }
    }

    /** Whether this is a plan, or a folder whose JSON files all are; false also for what cannot be read. */
    static boolean arePlans(Path path) {
        try {
            if (!Files.isDirectory(path)) {
                return Files.isRegularFile(path) && isPlan(path);
            }
            try (Stream<Path> entries = Files.list(path)) {
                List<Path> files = entries.filter(file -> file.toString().endsWith(".json"))
                        .filter(Files::isRegularFile)
                        .toList();
                for (Path file : files) {
                    if (!isPlan(file)) {
                        return false;
                    }
                }
                return !files.isEmpty();
            }
        } catch (IOException unreadable) {
            return false;
        }
    }

    private static boolean isPlan(Path file) throws IOException {
        try (InputStream bytes = Files.newInputStream(file)) {
            String head = new String(bytes.readNBytes(HEAD), StandardCharsets.UTF_8);
            return head.contains("\"weir.plan/") && claimsToBeAPlan(file) && PlanCodec.isPlan(Files.readAllBytes(file));
        }
    }

    /** Whether a file is the journal of a change; false also for what cannot be read. */
    static boolean isJournal(String word) {
        Path path = Inventories.path(word);
        if (!Files.isRegularFile(path)) {
            return false;
        }
        try (InputStream bytes = Files.newInputStream(path)) {
            return new String(bytes.readNBytes(HEAD), StandardCharsets.UTF_8)
                    .contains("\"schema\":\"" + JournalCodec.SCHEMA + "\"");
        } catch (IOException unreadable) {
            return false;
        }
    }

    /**
     * The change that a journal tells of.
     *
     * @throws FailureException if it cannot be read, or is not finished
     */
    static AppliedChange change(Path journal) {
        try {
            return AppliedChange.of(JournalFolder.of(journal, Changing.own()).read(journal.toString()));
        } catch (JournalFailure failed) {
            throw new FailureException("`" + journal + "`: " + failed.getMessage(), failed);
        }
    }

    private static boolean claimsToBeAPlan(Path file) throws IOException {
        return Files.size(file) <= LARGEST
                && new String(Files.readAllBytes(file), StandardCharsets.UTF_8).contains("\"weir.plan/");
    }

    /**
     * The plan in a file.
     *
     * @throws FailureException if it cannot be read, is none, or was edited
     */
    static Plan read(Path file) {
        try {
            if (Files.isRegularFile(file) && Files.size(file) > LARGEST) {
                throw new FailureException("`" + file + "` is no plan: it is larger than any");
            }
            if (Files.isDirectory(file)) {
                throw new FailureException("`" + file
                        + "` is a folder, expected the file of one plan; help: name one of those that are in it");
            }
            return PlanCodec.decode(Files.readAllBytes(file));
        } catch (IOException failed) {
            throw FileFailure.reading(file, "; help: `weir plan --out " + file + "` writes one", failed);
        } catch (IllegalArgumentException wrong) {
            throw new FailureException("`" + file + "`: " + wrong.getMessage(), wrong);
        }
    }
}
