package dev.weir.sql;

import static org.assertj.core.api.Assertions.assertThat;

import dev.weir.codec.ProfileCodec;
import dev.weir.evidence.Evidence;
import dev.weir.evidence.EvidenceText;
import dev.weir.evidence.Observing;
import dev.weir.evidence.ProfileBuilder;
import dev.weir.flow.FlowContent;
import dev.weir.flow.FlowObject;
import dev.weir.flow.FlowPass;
import dev.weir.flow.FlowReading;
import dev.weir.flow.FlowSelection;
import dev.weir.flow.FlowSink;
import dev.weir.world.LogFile;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.LocalDate;
import java.util.HashSet;
import java.util.List;
import java.util.SortedSet;
import java.util.TreeSet;
import java.util.zip.GZIPOutputStream;

/** What an engine answers of some files, beside what is read from them. */
final class Comparison {

    private Comparison() {}

    /** Writes the files by their keys, as gzip where these say so. */
    static void write(Path folder, List<LogFile> files) throws IOException {
        for (LogFile file : files) {
            Path path = folder.resolve(file.key());
            Files.createDirectories(path.getParent());
            try (OutputStream out = Files.newOutputStream(path);
                    OutputStream packed = file.key().endsWith(".gz") ? new GZIPOutputStream(out) : out) {
                packed.write(file.bytes());
            }
        }
    }

    static SortedSet<LocalDate> days(List<LogFile> files) {
        SortedSet<LocalDate> days = new TreeSet<>();
        for (LogFile file : files) {
            String[] parts =
                    file.key().replaceAll(".*/(\\d{4}/\\d\\d/\\d\\d)/.*", "$1").split("/");
            days.add(LocalDate.parse(String.join("-", parts)));
        }
        return days;
    }

    static Evidence read(List<LogFile> files) {
        ProfileBuilder builder = new ProfileBuilder();
        files.forEach(file -> Observing.read(builder, file));
        return builder.evidence();
    }

    static Evidence ask(SqlEngine engine, List<LogFile> files) {
        FlowPass.PassResult<ProfileBuilder> pass = asked(engine, files);
        assertThat(pass.readings()).allMatch(FlowReading::complete, "complete");
        return pass.sinks().get(0).evidence();
    }

    /** What objects hold of a selection. */
    static Evidence pass(List<FlowObject> objects, FlowSelection selection) {
        ProfileBuilder builder = new ProfileBuilder();
        FlowPass.PassResult<FlowSink> pass = new FlowPass(FlowContent.andText(List.of(), List.of()), 1)
                .over(objects, () -> selection.before(builder), reading -> {});
        assertThat(pass.readings()).isNotEmpty().allMatch(FlowReading::complete, "complete");
        return builder.evidence();
    }

    /** The same, however complete. */
    static FlowPass.PassResult<ProfileBuilder> asked(SqlEngine engine, List<LogFile> files) {
        SortedSet<LocalDate> days = days(files);
        List<FlowObject> objects = new SqlFlows(engine, days.first(), days.last(), FlowSelection.ALL, any -> {})
                .list()
                .objects();
        return new FlowPass(FlowContent.andText(List.of(), List.of()), 1)
                .over(objects, ProfileBuilder::new, reading -> {});
    }

    static void same(Evidence asked, Evidence read, String what) {
        List<String> more = EvidenceText.of(asked);
        List<String> less = EvidenceText.of(read);
        more.removeAll(new HashSet<>(EvidenceText.of(read)));
        less.removeAll(new HashSet<>(EvidenceText.of(asked)));
        assertThat(String.join("\n", more)).as(what).isEqualTo(String.join("\n", less));
        assertThat(ProfileCodec.encode(asked)).as(what).isEqualTo(ProfileCodec.encode(read));
    }
}
