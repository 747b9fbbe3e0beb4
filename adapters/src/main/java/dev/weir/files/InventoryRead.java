package dev.weir.files;

import dev.weir.codec.SnapshotReader;
import dev.weir.inventory.Input;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import tools.jackson.core.JsonParser;

/**
 * One reading of an inventory out of files.
 *
 * <pre>
 *   look at each file once: its kinds, group ids, accounts and Regions      (a second thread digests the bytes)
 *   read everything but groups, put it together, push it
 *   if ids repeat: read the repeated groups, decide which differ
 *   read the groups in a stream, push each
 * </pre>
 */
final class InventoryRead {

    /** Below this many bytes of groups a second thread costs more than it saves. */
    private static final long WORTH_A_THREAD = 4 << 20;

    private final List<Path> sources;
    private final InventorySink sink;
    private final GroupParts wanted;
    private final GroupIds ids = new GroupIds();
    private final FolderScopes folders = new FolderScopes();
    private final ListedRules rules = new ListedRules();
    private final ListingTally tally = new ListingTally();
    private final Gathering gathering;
    private final List<ReadFile> files = new ArrayList<>();
    private final Map<SourceFile, FutureTask<String>> digests = new HashMap<>();
    private final Map<SourceFile, Instant> snapshotTimes = new HashMap<>();
    private final List<Path> copies = new ArrayList<>();
    private final Map<Path, String> spoiled = new HashMap<>();

    InventoryRead(List<Path> sources, GroupParts wanted, InventorySink sink) {
        this.sources = sources;
        this.wanted = wanted;
        this.sink = sink;
        this.gathering = new Gathering(folders, rules, sink::problem);
    }

    void run() {
        try {
            look();
            gather();
            GroupStream stream = new GroupStream(files, ids, folders, rules, tally, wanted);
            if (groupBytes() > WORTH_A_THREAD) {
                Handoff.run(stream::run, sink);
            } else {
                stream.run(sink);
            }
            spoilNeighbours(Set.of(Listing.Kind.SECURITY_GROUPS, Listing.Kind.SECURITY_GROUP_RULES));
            tally.listings(Listing.Kind.SECURITY_GROUPS).forEach(sink::listing);
            tally.listings(Listing.Kind.SECURITY_GROUP_RULES).forEach(sink::listing);
            inputs();
        } finally {
            removeCopies();
        }
    }

    private long groupBytes() {
        return files.stream()
                .filter(file -> file.holds(FileKind.SECURITY_GROUPS) || file.holds(FileKind.SNAPSHOT))
                .mapToLong(ReadFile::size)
                .sum();
    }

    private void look() {
        SourceWalk walk = new SourceWalk(sources);
        walk.problems().forEach(sink::problem);
        for (Path folder : walk.unreadFolders()) {
            spoiled.put(folder, "a neighbouring file or folder could not be read");
        }
        for (SourceFile file : walk.files()) {
            try {
                if (file.named() || isInventory(file)) {
                    look(file);
                }
            } catch (IOException failure) {
                if (file.named() || hasOurName(file)) {
                    lost(file, "this file cannot be read: " + SourceWalk.reason(failure));
                }
            }
        }
        if (walk.files().isEmpty() && walk.problems().isEmpty()) {
            sources.forEach(source -> sink.problem(new Problem(
                    dev.weir.inventory.Origin.of(source.toString()),
                    "this folder holds no file; " + FileKind.EXPECTED)));
        } else if (files.isEmpty() && !walk.files().isEmpty() && spoiled.isEmpty()) {
            sources.forEach(source -> sink.problem(new Problem(
                    dev.weir.inventory.Origin.of(source.toString()),
                    "none of the files in this folder is inventory; " + FileKind.EXPECTED)));
        }
    }

    private void look(SourceFile file) throws IOException {
        Path content = file.path();
        if (!Files.isRegularFile(content)) {
            content = Files.createTempFile("weir-", ".copy");
            copies.add(content);
            try (InputStream pipe = Files.newInputStream(file.path())) {
                Files.copy(pipe, content, StandardCopyOption.REPLACE_EXISTING);
            }
        }
        Path whole = content;
        FutureTask<String> digest = new FutureTask<>(
                () -> new ReadFile(file, whole, new FileSurvey(new GroupIds()), 0, Instant.EPOCH).sha256());
        boolean large = Files.size(content) > WORTH_A_THREAD;
        if (large) {
            Thread thread = new Thread(digest, "weir-digest");
            thread.setDaemon(true);
            thread.start();
        } else {
            digest.run();
        }
        ReadFile read = ReadFile.of(file, content, ids);
        FileSurvey survey = read.survey();
        if (survey.kinds().isEmpty()) {
            boolean ourOther = survey.schema().orElse("").startsWith("weir.");
            if (file.named() || !ourOther) {
                refuse(read);
            }
            return;
        }
        survey.accounts().forEach(account -> folders.note(file, new Scope(Optional.of(account), Optional.empty())));
        survey.regions().forEach(region -> folders.note(file, new Scope(Optional.empty(), Optional.of(region))));
        files.add(read);
        digests.put(file, digest);
    }

    /** Says what is wrong with a file that holds nothing known: not JSON, cut off, or something else. */
    private void refuse(ReadFile read) {
        SourceFile file = read.file();
        if (read.survey().isEmpty()) {
            lost(file, "this file is empty; " + FileKind.EXPECTED);
            return;
        }
        try (InputStream bytes = read.open();
                JsonParser parser = Json.parser(bytes)) {
            try {
                while (parser.nextToken() != null) {
                    parser.skipChildren();
                }
            } catch (tools.jackson.core.JacksonException error) {
                String sentence = Json.sentence(error, parser);
                sink.problem(new Problem(file.origin(Json.lineReached(parser)), sentence));
                spoiled.put(file.folder(), file.name() + ": " + sentence);
                return;
            }
        } catch (IOException failure) {
            lost(file, "this file cannot be read: " + SourceWalk.reason(failure));
            return;
        }
        lost(file, read.survey().found() + "; " + FileKind.EXPECTED);
    }

    private void lost(SourceFile file, String text) {
        sink.problem(new Problem(file.origin(1), text));
        spoiled.put(file.folder(), file.name() + ": " + text);
    }

    private static boolean hasOurName(SourceFile file) {
        String name = file.name().toLowerCase(Locale.ROOT);
        String plain = name.endsWith(".gz") ? name.substring(0, name.length() - 3) : name;
        return plain.endsWith(".json") || plain.endsWith(".jsonl") || plain.endsWith(".ndjson");
    }

    private static boolean isInventory(SourceFile file) throws IOException {
        if (hasOurName(file)) {
            return true;
        }
        if (!Files.isRegularFile(file.path())) {
            return false;
        }
        try (InputStream bytes = FileBytes.open(file.path())) {
            for (byte character : bytes.readNBytes(512)) {
                if (character > ' ' || character < 0) {
                    return character == '{' || character == '[';
                }
            }
            return false;
        }
    }

    private void gather() {
        for (ReadFile file : files) {
            if (!file.holdsMoreThanGroups()) {
                continue;
            }
            try (InputStream bytes = file.open();
                    JsonParser parser = Json.parser(bytes)) {
                gathering.read(file.file(), parser, file.survey());
            } catch (IOException failure) {
                lost(file.file(), "this file cannot be read: " + SourceWalk.reason(failure));
            }
        }
        gathering.cover(tally);
        Set<Listing.Kind> early = new HashSet<>(Set.of(Listing.Kind.values()));
        early.removeAll(Set.of(Listing.Kind.SECURITY_GROUPS, Listing.Kind.SECURITY_GROUP_RULES));
        spoilNeighbours(early);
        for (Listing.Kind kind : Listing.Kind.values()) {
            if (early.contains(kind)) {
                tally.listings(kind).forEach(sink::listing);
            }
        }
        gathering.push(sink);
        for (ReadFile file : files) {
            if (file.holds(FileKind.SNAPSHOT)) {
                snapshotHead(file);
            }
        }
    }

    private void snapshotHead(ReadFile file) {
        try (InputStream bytes = file.open()) {
            new SnapshotReader(file.file().name())
                    .readAllButGroups(bytes, new WithoutInputs(sink))
                    .ifPresent(time -> snapshotTimes.put(file.file(), time));
        } catch (IOException failure) {
            lost(file.file(), "this file cannot be read: " + SourceWalk.reason(failure));
        }
    }

    /** Where a file of a folder was lost, what its neighbours list may not be all there is. */
    private void spoilNeighbours(Set<Listing.Kind> kinds) {
        for (ReadFile file : files) {
            String reason = spoiled.get(file.file().folder());
            if (reason == null) {
                continue;
            }
            for (FileKind kind : file.survey().kinds()) {
                kind.listing()
                        .filter(kinds::contains)
                        .ifPresent(listing -> tally.spoil(listing, folders.around(file.file()), reason));
            }
        }
    }

    private void inputs() {
        for (ReadFile file : files) {
            if (copies.contains(file.content()) || !file.hasChanged()) {
                Instant asOf = snapshotTimes.getOrDefault(file.file(), file.modified());
                sink.input(new Input(file.file().name(), digest(file), Optional.of(asOf)));
            } else {
                sink.input(new Input(file.file().name(), Optional.empty(), Optional.of(file.modified())));
                sink.problem(new Problem(
                        file.file().origin(), "this file changed while it was read; help: run the command again"));
            }
        }
    }

    private Optional<String> digest(ReadFile file) {
        try {
            FutureTask<String> digest = digests.get(file.file());
            return digest == null ? Optional.empty() : Optional.of(digest.get());
        } catch (ExecutionException failure) {
            return Optional.empty();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return Optional.empty();
        }
    }

    private void removeCopies() {
        for (Path copy : copies) {
            try {
                Files.deleteIfExists(copy);
            } catch (IOException left) {
                copy.toFile().deleteOnExit();
            }
        }
    }
}
