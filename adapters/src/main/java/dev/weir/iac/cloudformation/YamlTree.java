package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.json.Quoted;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import org.snakeyaml.engine.v2.api.LoadSettings;
import org.snakeyaml.engine.v2.api.lowlevel.Compose;
import org.snakeyaml.engine.v2.exceptions.Mark;
import org.snakeyaml.engine.v2.exceptions.MarkedYamlEngineException;
import org.snakeyaml.engine.v2.exceptions.YamlEngineException;
import org.snakeyaml.engine.v2.nodes.MappingNode;
import org.snakeyaml.engine.v2.nodes.NodeTuple;
import org.snakeyaml.engine.v2.nodes.ScalarNode;
import org.snakeyaml.engine.v2.nodes.SequenceNode;
import org.snakeyaml.engine.v2.nodes.Tag;

/**
 * A template written in YAML. Scalars stay as they are written, whatever type YAML would give them.
 *
 * <p>An anchor's node is one node wherever an alias names it, so that a text which repeats itself without end stays as small as it
 * is written; who walks the tree bounds how far. Merge keys are resolved as tools that package templates do.
 */
final class YamlTree {

    private static final int MOST_ALIASES = 10_000;
    private static final LoadSettings SETTINGS = LoadSettings.builder()
            .setLabel("template")
            .setCodePointLimit(Integer.MAX_VALUE)
            .setMaxAliasesForCollections(MOST_ALIASES)
            .setAllowDuplicateKeys(true)
            .build();

    private final SourceText text;
    private final int[] offsets;
    private final Map<org.snakeyaml.engine.v2.nodes.Node, Node> made = new IdentityHashMap<>();
    private final Map<org.snakeyaml.engine.v2.nodes.Node, Boolean> inside = new IdentityHashMap<>();

    private YamlTree(SourceText text) {
        this.text = text;
        this.offsets = offsets(text.text());
    }

    /** Marks count characters, texts count UTF-16 units: where they differ, where each character starts. */
    private static int[] offsets(String text) {
        int length = text.length();
        return text.codePointCount(0, length) == length
                ? new int[0]
                : IntStream.rangeClosed(0, length)
                        .filter(offset -> offset == 0
                                || offset == length
                                || !Character.isSurrogatePair(text.charAt(offset - 1), text.charAt(offset)))
                        .toArray();
    }

    /**
     * The tree; of several documents in one file, the only one that is a template can be.
     *
     * @throws BrokenTemplate if it is no YAML
     */
    static Node read(SourceText text) throws BrokenTemplate {
        YamlTree tree = new YamlTree(text);
        try {
            Iterator<org.snakeyaml.engine.v2.nodes.Node> documents =
                    new Compose(SETTINGS).composeAllFromString(text.text()).iterator();
            if (!documents.hasNext()) {
                throw new BrokenTemplate("this file is empty", 1);
            }
            Node root = tree.node(documents.next());
            if (documents.hasNext()) {
                long line = documents.next().getStartMark().map(Mark::getLine).orElse(0) + 1L;
                throw new BrokenTemplate("a second YAML document starts here, expected one template in a file", line);
            }
            return root;
        } catch (MarkedYamlEngineException wrong) {
            Optional<Mark> mark = wrong.getProblemMark().or(wrong::getContextMark);
            String context = wrong.getContext() == null ? "" : wrong.getContext() + ", ";
            throw new BrokenTemplate(
                    "this is not YAML at column "
                            + (mark.map(Mark::getColumn).orElse(0) + 1)
                            + ": " + Quoted.of((context + wrong.getProblem()).replaceAll("\\s+", " ")),
                    mark.map(Mark::getLine).orElse(0) + 1L,
                    wrong);
        } catch (YamlEngineException wrong) {
            throw new BrokenTemplate(
                    "this YAML cannot be read: "
                            + Quoted.of(String.valueOf(wrong.getMessage()).replaceAll("\\s+", " ")),
                    1,
                    wrong);
        } catch (StackOverflowError deep) {
            throw new BrokenTemplate("this YAML nests too deep to be a template", 1, deep);
        }
    }

    private int offset(Optional<Mark> mark) {
        int index = mark.map(Mark::getIndex).orElse(0);
        return offsets.length == 0
                ? Math.min(index, text.text().length())
                : offsets[Math.min(index, offsets.length - 1)];
    }

    private Node node(org.snakeyaml.engine.v2.nodes.Node yaml) throws BrokenTemplate {
        Node before = made.get(yaml);
        if (before != null) {
            return before;
        }
        Span span = new Span(text, offset(yaml.getStartMark()), offset(yaml.getEndMark()));
        if (inside.put(yaml, true) != null) {
            throw new BrokenTemplate(
                    "an anchor holds itself, which no template can mean",
                    span.origin().line().orElse(1));
        }
        Node node = tagged(yaml, span);
        inside.remove(yaml);
        made.put(yaml, node);
        return node;
    }

    private Node tagged(org.snakeyaml.engine.v2.nodes.Node yaml, Span span) throws BrokenTemplate {
        Node plain = plain(yaml, span);
        String tag = yaml.getTag().getValue();
        if (!tag.startsWith("!") || tag.equals("!")) {
            return plain;
        }
        String function = tag.substring(1);
        boolean isBare = function.equals("Ref") || function.equals("Condition");
        Node argument = function.equals("GetAtt") && plain instanceof Node.Scalar scalar ? attribute(scalar) : plain;
        Map<String, Member> members = Map.of(isBare ? function : "Fn::" + function, new Member(span.start(), argument));
        return new Node.Fields(members, Set.of(), span);
    }

    /** {@code Web.GroupId}, as the list that it is short for. */
    private static Node attribute(Node.Scalar scalar) {
        int dot = scalar.text().indexOf('.');
        return dot < 0
                ? scalar
                : new Node.Items(
                        List.of(
                                new Node.Scalar(scalar.text().substring(0, dot), scalar.span()),
                                new Node.Scalar(scalar.text().substring(dot + 1), scalar.span())),
                        scalar.span());
    }

    private Node plain(org.snakeyaml.engine.v2.nodes.Node yaml, Span span) throws BrokenTemplate {
        if (yaml instanceof MappingNode mapping) {
            return fields(mapping, span);
        }
        if (yaml instanceof SequenceNode sequence) {
            List<Node> nodes = new ArrayList<>();
            for (org.snakeyaml.engine.v2.nodes.Node element : sequence.getValue()) {
                nodes.add(node(element));
            }
            return new Node.Items(nodes, span);
        }
        if (yaml instanceof ScalarNode scalar) {
            return scalar.getTag().equals(Tag.NULL) ? new Node.Null(span) : new Node.Scalar(scalar.getValue(), span);
        }
        throw new BrokenTemplate("an alias leads nowhere", span.origin().line().orElse(1));
    }

    private Node.Fields fields(MappingNode mapping, Span span) throws BrokenTemplate {
        Map<String, Member> members = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        List<Node> merged = new ArrayList<>();
        for (NodeTuple tuple : mapping.getValue()) {
            Node value = node(tuple.getValueNode());
            if (!(tuple.getKeyNode() instanceof ScalarNode key)) {
                throw new BrokenTemplate(
                        "a key is not a text",
                        tuple.getKeyNode().getStartMark().map(Mark::getLine).orElse(0) + 1L);
            }
            if (key.getValue().equals("<<") && key.isPlain()) {
                merged.add(value);
            } else if (members.putIfAbsent(key.getValue(), new Member(offset(key.getStartMark()), value)) != null) {
                repeated.add(key.getValue());
            }
        }
        for (Node more : merged) {
            for (Node one : more.each()) {
                one.asFields().ifPresent(fields -> fields.members().forEach(members::putIfAbsent));
            }
        }
        return new Node.Fields(members, repeated, span);
    }
}
