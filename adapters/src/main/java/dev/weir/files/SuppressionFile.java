package dev.weir.files;

import dev.weir.finding.Check;
import dev.weir.finding.Reading;
import dev.weir.finding.ScopedSuppression;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Suppression;
import dev.weir.inventory.TagChoice;
import dev.weir.operation.FailureException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.Node;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.schema.FailsafeSchema;

/**
 * The suppressions of an organisation: the part {@code suppressions} of a YAML file, version 1, see docs/formats/suppressions.md.
 * The file may hold a policy, too.
 *
 * <p>An unknown key is an error. A decision without reason, owner or last day is none, but no reason to stop: whoever judges by it
 * says so.
 */
public final class SuppressionFile {

    /** The file that is read where none is named, from the folder that weir is started in. */
    public static final String USUAL = "weir.yaml";

    static final String PART = "suppressions";

    private static final Set<String> KEYS = Set.of(
            "check", "reading", "fingerprint", "group", "account", "region", "vpc", "tag", "owner", "reason", "until");

    private static final String SHAPE =
            "suppressions: [ { tag: { key: tier, value: web }, owner: web team, reason: the CDN, until: 2026-12-31 } ]";

    private SuppressionFile() {}

    /**
     * Reads a file; one without such a part holds none.
     *
     * @throws FailureException saying what is wrong with it and where
     */
    public static List<ScopedSuppression> read(Path file) {
        try {
            byte[] bytes = PolicyFile.bytes(file);
            YamlSection top = PolicyFile.top(bytes, new FailsafeSchema());
            List<Long> lines = lines(bytes);
            List<ScopedSuppression> all = new ArrayList<>();
            top.each(PART, section -> all.add(suppression(section, Origin.of(file.toString(), lines.get(all.size())))));
            return all;
        } catch (IllegalArgumentException wrong) {
            throw new FailureException(FileFailure.name(file) + ": " + wrong.getMessage(), wrong);
        }
    }

    /** The line that each of them begins on, which the loaded values do not tell. */
    private static List<Long> lines(byte[] bytes) {
        Optional<Node> root =
                new Compose(LoadSettings.builder().build()).composeString(new String(bytes, StandardCharsets.UTF_8));
        List<Long> lines = new ArrayList<>();
        if (root.isPresent() && root.get() instanceof MappingNode map) {
            for (NodeTuple member : map.getValue()) {
                if (member.getKeyNode() instanceof ScalarNode key
                        && key.getValue().equals(PART)
                        && member.getValueNode() instanceof SequenceNode list) {
                    for (Node element : list.getValue()) {
                        lines.add(element.getStartMark()
                                .map(mark -> mark.getLine() + 1L)
                                .orElse(1L));
                    }
                }
            }
        }
        return lines;
    }

    private static ScopedSuppression suppression(YamlSection section, Origin origin) {
        try {
            section.only(KEYS);
            Suppression decision = new Suppression(
                    section.optional("check").orElse(Check.OUTBOUND_ACCESS_RESTRICTED.id()),
                    section.optional("until").map(SuppressionFile::day),
                    section.optional("reason").filter(text -> !text.isBlank()),
                    origin,
                    Suppression.Where.IN_FILE,
                    section.optional("owner").filter(text -> !text.isBlank()));
            return new ScopedSuppression(
                    decision,
                    new ScopedSuppression.Extent(
                            new HashSet<>(section.oneOrMore("fingerprint")),
                            new HashSet<>(section.oneOrMore("group")),
                            accounts(section.oneOrMore("account")),
                            new HashSet<>(section.oneOrMore("region")),
                            new HashSet<>(section.oneOrMore("vpc")),
                            tag(section.tag()),
                            section.optional("reading").map(SuppressionFile::reading)));
        } catch (IllegalArgumentException wrong) {
            throw new IllegalArgumentException(
                    "line " + origin.line().orElse(1) + ": "
                            + (String.valueOf(wrong.getMessage()).startsWith("`") ? "" : section.place + " ")
                            + wrong.getMessage() + "; help: it looks like `" + SHAPE + "`",
                    wrong);
        }
    }

    private static LocalDate day(String text) {
        try {
            return LocalDate.parse(text);
        } catch (DateTimeException none) {
            throw new IllegalArgumentException("`until` is `" + text + "`, expected a day such as 2026-12-31", none);
        }
    }

    /** YAML writes 012345678901 and 12345678901 as it likes: an account that lost its zero would suppress nothing, in silence. */
    private static Set<String> accounts(List<String> ids) {
        for (String id : ids) {
            if (!id.matches("[0-9]{12}")) {
                throw new IllegalArgumentException("`account` is `" + id + "`, expected twelve digits");
            }
        }
        return new HashSet<>(ids);
    }

    private static Optional<TagChoice> tag(YamlSection tag) {
        return tag.optional("key").map(key -> new TagChoice(key, tag.optional("value")));
    }

    private static Reading reading(String id) {
        return Stream.of(Reading.values())
                .filter(reading -> reading.id().equals(id))
                .findFirst()
                .orElseThrow(() ->
                        new IllegalArgumentException("`reading` is `" + id + "`, expected all-ports or any-port"));
    }
}
