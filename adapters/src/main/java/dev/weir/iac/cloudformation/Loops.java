package dev.weir.iac.cloudformation;

import dev.weir.iac.cloudformation.Node.Fields;
import dev.weir.iac.cloudformation.Node.Items;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.iac.cloudformation.Node.Scalar;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/**
 * {@code Fn::ForEach} written out (AWS::LanguageExtensions): for each element of a collection the loop's body, with the element in
 * place of the loop's name, in keys too. {@code &{Name}} stands for the element's letters and digits.
 *
 * <p>A loop whose collection is not known, or that is too long, stays as it is.
 */
final class Loops {

    static final String PREFIX = "Fn::ForEach::";

    /** CloudFormation allows 500 resources in a template. */
    private static final int MOST = 2_000;

    private final Function<Node, Optional<List<String>>> collections;
    private int made;

    /** @param collections the elements of a collection, where they are known */
    Loops(Function<Node, Optional<List<String>>> collections) {
        this.collections = collections;
    }

    static boolean isLoop(String key) {
        return key.startsWith(PREFIX);
    }

    /** The members of an object, its loops written out. */
    Map<String, Member> members(Fields fields) {
        if (fields.members().keySet().stream().noneMatch(Loops::isLoop)) {
            return fields.members();
        }
        Map<String, Member> all = new LinkedHashMap<>();
        fields.members().forEach((key, member) -> {
            Optional<Map<String, Member>> bodies = isLoop(key) ? loop(member) : Optional.empty();
            if (bodies.isPresent()) {
                bodies.get().forEach(all::putIfAbsent);
            } else {
                all.putIfAbsent(key, member);
            }
        });
        return all;
    }

    private Optional<Map<String, Member>> loop(Member loop) {
        List<Node> parts = loop.value().elements();
        Optional<String> name = parts.size() == 3 ? parts.get(0).asText() : Optional.empty();
        Optional<Fields> body = parts.size() == 3 ? parts.get(2).asFields() : Optional.empty();
        Optional<List<String>> elements = parts.size() == 3 ? collections.apply(parts.get(1)) : Optional.empty();
        if (name.isEmpty() || body.isEmpty() || elements.isEmpty()) {
            return Optional.empty();
        }
        Map<String, Member> all = new LinkedHashMap<>();
        for (String element : elements.get()) {
            made += body.get().members().size();
            if (made > MOST) {
                return Optional.empty();
            }
            members((Fields) new LoopBody(name.get(), element).in(body.get())).forEach(all::putIfAbsent);
        }
        return Optional.of(all);
    }

    /**
     * A loop's body for one element.
     *
     * @param name of the loop's variable
     */
    private record LoopBody(String name, String element) {

        Node in(Node node) {
            if (node instanceof Scalar scalar) {
                return new Scalar(text(scalar.text()), scalar.span());
            }
            if (node instanceof Items items) {
                List<Node> nodes = new ArrayList<>();
                items.nodes().forEach(one -> nodes.add(in(one)));
                return new Items(nodes, items.span());
            }
            if (node instanceof Fields fields) {
                if (fields.members().size() == 1 && fields.text("Ref").equals(Optional.of(name))) {
                    return new Scalar(element, fields.span());
                }
                Map<String, Member> members = new LinkedHashMap<>();
                fields.members()
                        .forEach((key, member) ->
                                members.put(text(key), new Member(member.start(), in(member.value()))));
                return new Fields(members, fields.repeated(), fields.span());
            }
            return node;
        }

        private String text(String text) {
            return text.replace("${" + name + "}", element)
                    .replace("&{" + name + "}", element.replaceAll("[^A-Za-z0-9]", ""));
        }
    }
}
