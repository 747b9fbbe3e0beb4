package dev.weir.iac.cloudformation;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.cloudformation.Node.Member;
import dev.weir.json.BrokenJson;
import dev.weir.json.JsonReader;
import dev.weir.json.JsonValue;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** A template written in JSON. */
record JsonTree(SourceText text, JsonReader json) {

    /**
     * The tree.
     *
     * @throws BrokenTemplate if it is no JSON
     */
    static Node read(SourceText text) throws BrokenTemplate {
        try (JsonReader json = JsonReader.ofCode(text.text())) {
            if (!json.next()) {
                throw new BrokenTemplate("this file is empty", 1);
            }
            Node root = new JsonTree(text, json).node();
            if (json.next()) {
                throw new BrokenTemplate("something follows the template's last brace, expected nothing", json.line());
            }
            return root;
        } catch (BrokenJson broken) {
            throw new BrokenTemplate(broken.wrong(), broken.line(), broken);
        }
    }

    private Node node() {
        int start = json.offset();
        if (json.isObject()) {
            return fields(start);
        }
        if (json.isArray()) {
            List<Node> nodes = new ArrayList<>();
            json.enter();
            while (json.next()) {
                nodes.add(node());
            }
            return new Node.Items(nodes, span(start));
        }
        Optional<String> plain = json.text();
        if (plain.isPresent()) {
            return new Node.Scalar(plain.get(), span(start));
        }
        JsonValue other = json.value();
        return other instanceof JsonValue.Truth truth
                ? new Node.Scalar(Boolean.toString(truth.value()), span(start))
                : new Node.Null(span(start));
    }

    private Node.Fields fields(int start) {
        Map<String, Member> members = new LinkedHashMap<>();
        Set<String> repeated = new LinkedHashSet<>();
        json.enter();
        while (json.next()) {
            String key = json.name();
            int keyStart = json.nameOffset();
            if (members.putIfAbsent(key, new Member(keyStart, node())) != null) {
                repeated.add(key);
            }
        }
        return new Node.Fields(members, repeated, span(start));
    }

    private Span span(int start) {
        return new Span(text, start, json.offsetReached());
    }
}
