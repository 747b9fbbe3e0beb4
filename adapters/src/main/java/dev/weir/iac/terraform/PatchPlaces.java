package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.Place;
import dev.weir.iac.hcl.SourceText;
import dev.weir.iac.hcl.Span;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.GroupPatches.Candidate;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;

/**
 * Where rules of a group may be put into its code or taken out of it: in its own blocks, or where their values come from, if
 * these are used for nothing else.
 */
final class PatchPlaces {

    private final EditedConfiguration code;
    private final ResourceInstance group;
    private final List<Known> rules;
    private final OnlyUse onlyUse;

    /** Places of the group of this address, which has these rules. */
    PatchPlaces(EditedConfiguration code, String address, List<Known> rules) {
        this.code = code;
        this.group = code.resource(address).orElseThrow();
        this.rules = rules;
        List<Span> own = new ArrayList<>(List.of(group.block().span()));
        for (String resource : resources()) {
            code.resource(resource).ifPresent(rule -> own.add(rule.block().span()));
        }
        this.onlyUse = new OnlyUse(code.folders(), own);
    }

    private Set<String> resources() {
        Set<String> all = new TreeSet<>();
        rules.forEach(rule -> all.add(GroupPatches.resourceOf(rule)));
        all.remove(group.address());
        return all;
    }

    private static boolean isJson(Span span) {
        return span.source().name().endsWith(".json");
    }

    /** Candidates for adding rules of one service and description. */
    List<Candidate> additions(List<Known> added, List<Known> going, boolean isInline) {
        List<Candidate> all = new ArrayList<>();
        Span span = group.block().span();
        if (isInline && !isJson(span)) {
            attribute(added).ifPresent(all::add);
            block(added).ifPresent(all::add);
        } else if (!isInline && !resources().isEmpty()) {
            beside(added).ifPresent(all::add);
        }
        for (Known old : going) {
            for (Span literal : literals(old)) {
                neighbour(added, old, literal).ifPresent(all::add);
                clone(added, old, literal).ifPresent(all::add);
            }
        }
        return all;
    }

    private static RuleText style(Span around, String indent, String inner) {
        return new RuleText(indent, inner, newline(around.source()));
    }

    static String newline(SourceText source) {
        int first = source.text().indexOf('\n');
        return first > 0 && source.text().charAt(first - 1) == '\r' ? "\r\n" : "\n";
    }

    private static int lineStart(SourceText source, int offset) {
        return source.text().lastIndexOf('\n', offset - 1) + 1;
    }

    private static int nextLine(SourceText source, int offset) {
        int newline = source.text().indexOf('\n', offset);
        return newline < 0 ? source.text().length() : newline + 1;
    }

    /** The white space that the line of this place starts with. */
    private static String indent(SourceText source, int offset) {
        int start = lineStart(source, offset);
        int end = start;
        while (end < offset && " \t".indexOf(source.text().charAt(end)) >= 0) {
            end++;
        }
        return source.text().substring(start, end);
    }

    private static String deeper(SourceText source, Block block, String indent) {
        Optional<Argument> first = block.body().arguments().stream().findFirst();
        String inner =
                first.map(argument -> indent(source, argument.span().start())).orElse("");
        return inner.startsWith(indent) && inner.length() > indent.length()
                ? inner
                : indent + (indent.startsWith("\t") ? "\t" : "  ");
    }

    /** A block behind the last one. */
    private Optional<Candidate> block(List<Known> added) {
        List<Block> blocks = group.block().body().blocks().stream()
                .filter(block -> ResourceInstance.generated(block).equals("egress"))
                .toList();
        if (blocks.isEmpty()) {
            return Optional.empty();
        }
        Block last = blocks.get(blocks.size() - 1);
        SourceText source = last.span().source();
        String indent = indent(source, last.span().start());
        String text = style(last.span(), indent, deeper(source, last, indent)).block(added);
        int at = nextLine(source, last.span().end());
        boolean isLast = source.text().charAt(at - 1) != '\n';
        return Optional.of(Candidate.of(source.name(), new Edit(at, at, isLast ? newline(source) + text : text)));
    }

    /** An object in {@code egress = [...]}. */
    private Optional<Candidate> attribute(List<Known> added) {
        Optional<Argument> argument = group.block().body().argument("egress");
        if (argument.isEmpty() || !(argument.get().value() instanceof Expression.Tuple list)) {
            return Optional.empty();
        }
        SourceText source = list.span().source();
        String outer = indent(source, argument.get().span().start());
        String step = outer.startsWith("\t") ? "\t" : "  ";
        String indent = outer + step;
        RuleText style = style(list.span(), indent, indent + step);
        String newline = newline(source);
        if (list.elements().isEmpty()) {
            String text = "[" + newline + style.object(added) + "," + newline + outer + "]";
            return Optional.of(Candidate.of(
                    source.name(), new Edit(list.span().start(), list.span().end(), text)));
        }
        int at = list.elements().get(list.elements().size() - 1).span().end();
        return Optional.of(Candidate.of(source.name(), new Edit(at, at, "," + newline + style.object(added))));
    }

    /** Rule resources behind the last one of the group, of the type that the others have. */
    private Optional<Candidate> beside(List<Known> added) {
        Optional<ResourceInstance> model = resources().stream()
                .flatMap(name -> code.resource(name).stream())
                .filter(rule -> !isJson(rule.block().span()))
                .max(java.util.Comparator.comparing((ResourceInstance rule) ->
                                rule.block().span().source().name())
                        .thenComparing(rule -> rule.block().span().start()));
        if (model.isEmpty()) {
            return Optional.empty();
        }
        Block block = model.get().block();
        Optional<Argument> named = block.body().argument("security_group_id");
        if (named.isEmpty()) {
            return Optional.empty();
        }
        String reference = named.get().value().span().text();
        SourceText source = block.span().source();
        boolean isOfEach = reference.contains("each.") || reference.contains("count.");
        String name = isOfEach
                ? group.block().labels().get(0) + "." + group.block().labels().get(1) + key() + ".id"
                : reference;
        RuleText style = style(block.span(), "", deeper(source, block, ""));
        int at = nextLine(source, block.span().end());
        StringBuilder text = new StringBuilder(source.text().charAt(at - 1) == '\n' ? "" : newline(source));
        int number = 0;
        boolean isOld = block.labels().get(0).equals("aws_security_group_rule");
        for (List<Known> one :
                isOld ? ofOneKind(added) : added.stream().map(List::of).toList()) {
            String label = free(block.labels().get(0), block.labels().get(1), number);
            number++;
            text.append(isOld ? style.ruleOfType(label, name, one) : style.oneRule(label, name, one.get(0)));
        }
        return Optional.of(Candidate.of(source.name(), new Edit(at, at, text.toString())));
    }

    private String key() {
        int bracket = group.address().endsWith("]")
                ? group.address().lastIndexOf('[')
                : group.address().length();
        return group.address().substring(bracket);
    }

    private static List<List<Known>> ofOneKind(List<Known> rules) {
        List<List<Known>> all = new ArrayList<>();
        for (RuleText.Kind kind : RuleText.Kind.values()) {
            List<Known> of = rules.stream()
                    .filter(rule -> RuleText.Kind.of(rule.destination()) == kind)
                    .toList();
            if (kind == RuleText.Kind.GROUP) {
                of.forEach(rule -> all.add(List.of(rule)));
            } else if (!of.isEmpty()) {
                all.add(of);
            }
        }
        return all;
    }

    /** A name that no resource of the type has in any file that was read. */
    private String free(String type, String like, int number) {
        int tried = 0;
        for (int next = 2; ; next++) {
            String name = like + "_" + next;
            String head = "resource \"" + type + "\" \"" + name + "\"";
            if (code.folders().texts().values().stream()
                            .noneMatch(text -> text.text().contains("\"" + name + "\""))
                    && !head.isEmpty()) {
                if (tried == number) {
                    return name;
                }
                tried++;
            }
        }
    }

    /** Where a rule's destination is written: in what the evaluation of its resource gave, literals keep their place. */
    private List<Span> literals(Known rule) {
        List<Span> all = new ArrayList<>();
        Set<String> names = Set.of(
                "egress",
                "cidr_blocks",
                "ipv6_cidr_blocks",
                "prefix_list_ids",
                "cidr_ipv4",
                "cidr_ipv6",
                "prefix_list_id");
        code.resource(GroupPatches.resourceOf(rule))
                .ifPresent(resource ->
                        collect(resource.values(names), rule.destination().text(), all));
        return all;
    }

    private void collect(Value value, String text, List<Span> into) {
        if (value instanceof Value.Text literal && literal.text().equals(text)) {
            span(literal.origin()).filter(span -> !into.contains(span)).ifPresent(into::add);
        }
        value.parts().forEach(part -> collect(part, text, into));
    }

    private Optional<Span> span(Origin origin) {
        Optional<SourceText> source = Optional.ofNullable(code.folders().texts().get(origin.place()));
        if (source.isEmpty() || origin.line().isEmpty() || origin.column().isEmpty()) {
            return Optional.empty();
        }
        int offset =
                source.get().offset(origin.line().getAsLong(), origin.column().getAsLong());
        List<Expression> path = place(source.get(), offset).expressions();
        return path.isEmpty()
                ? Optional.empty()
                : Optional.of(path.get(path.size() - 1).span());
    }

    private Place place(SourceText source, int offset) {
        return Place.in(code.body(source.name()), offset);
    }

    private boolean mayEdit(Span span) {
        return onlyUse.holds(span, place(span.source(), span.start()));
    }

    /** The destination beside one that goes, where the services are the same. */
    private Optional<Candidate> neighbour(List<Known> added, Known old, Span literal) {
        List<Expression> path = place(literal.source(), literal.start()).expressions();
        boolean fits = added.stream()
                        .allMatch(rule -> rule.service().equals(old.service())
                                && RuleText.Kind.of(rule.destination()) == RuleText.Kind.of(old.destination()))
                && path.size() > 1
                && path.get(path.size() - 2) instanceof Expression.Tuple
                && mayEdit(literal);
        if (!fits) {
            return Optional.empty();
        }
        StringBuilder text = new StringBuilder();
        added.forEach(rule ->
                text.append(", ").append(RuleText.quoted(rule.destination().text())));
        return Optional.of(
                Candidate.of(literal.source().name(), new Edit(literal.end(), literal.end(), text.toString())));
    }

    /** An object of a list like the one that goes, with the new values in the places of the old ones. */
    private Optional<Candidate> clone(List<Known> added, Known old, Span literal) {
        List<Expression> path = place(literal.source(), literal.start()).expressions();
        if (added.size() != 1 || !mayEdit(literal)) {
            return Optional.empty();
        }
        for (int at = path.size() - 1; at > 0; at--) {
            if (path.get(at) instanceof Expression.Braces object && path.get(at - 1) instanceof Expression.Tuple) {
                SourceText source = literal.source();
                String text = new RuleClone(object, literal, added.get(0), old).text();
                String lead = source.line(object.span().start())
                                == source.line(path.get(at - 1).span().start())
                        ? ", "
                        : "," + newline(source) + indent(source, object.span().start());
                return Optional.of(Candidate.of(
                        source.name(),
                        new Edit(object.span().end(), object.span().end(), lead + text)));
            }
        }
        return Optional.empty();
    }

    /** Candidates for taking a rule away, the smallest change last: what is emptied should go. */
    List<Candidate> removals(Known rule) {
        List<Candidate> all = new ArrayList<>();
        rule.origin().flatMap(this::ownBlock).ifPresent(block -> all.add(withoutBlock(block)));
        for (Span literal : literals(rule)) {
            if (mayEdit(literal)) {
                List<Expression> path = place(literal.source(), literal.start()).expressions();
                for (int at = 1; at < path.size(); at++) {
                    element(path.get(at - 1), path.get(at)).ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /** The block in which a rule stands, if it makes this one instance: an egress block, or a rule resource. */
    private Optional<Span> ownBlock(Origin origin) {
        Optional<SourceText> source = Optional.ofNullable(code.folders().texts().get(origin.place()));
        if (source.isEmpty() || origin.line().isEmpty() || origin.column().isEmpty()) {
            return Optional.empty();
        }
        int offset =
                source.get().offset(origin.line().getAsLong(), origin.column().getAsLong());
        List<Block> blocks = place(source.get(), offset).blocks();
        return blocks.stream()
                .filter(block -> block.span().start() == offset && !isJson(block.span()))
                .filter(block -> block.type().equals("egress")
                        || block.type().equals("resource")
                                && !block.span().equals(group.block().span()))
                .map(Block::span)
                .findFirst();
    }

    private static Candidate withoutBlock(Span block) {
        SourceText source = block.source();
        int start = lineStart(source, block.start());
        int end = nextLine(source, block.end());
        boolean isParted = start > 0
                && source.text().substring(lineStart(source, start - 1), start).isBlank();
        boolean isFollowed = end < source.text().length()
                && source.text().substring(end, nextLine(source, end)).isBlank();
        boolean isAlone = source.text().substring(start, block.start()).isBlank()
                && source.text().substring(block.end(), end).isBlank();
        return !isAlone
                ? Candidate.of(source.name(), new Edit(block.start(), block.end(), ""))
                : Candidate.of(
                        source.name(), new Edit(start, isParted && isFollowed ? nextLine(source, end) : end, ""));
    }

    /** A collection without one of its elements. */
    private static Optional<Candidate> element(Expression holder, Expression part) {
        if (holder instanceof Expression.Tuple list) {
            int place = list.elements().indexOf(part);
            List<Span> spans = list.elements().stream().map(Expression::span).toList();
            return place < 0 ? Optional.empty() : Optional.of(without(spans, place, list.span()));
        }
        if (holder instanceof Expression.Braces object) {
            for (int place = 0; place < object.entries().size(); place++) {
                if (object.entries().get(place).value().equals(part)) {
                    List<Span> spans = object.entries().stream()
                            .map(entry -> entry.key().span().to(entry.value().span()))
                            .toList();
                    return Optional.of(without(spans, place, object.span()));
                }
            }
        }
        return Optional.empty();
    }

    /** Away with an element and one comma; where it has its lines to itself, with these. */
    private static Candidate without(List<Span> elements, int place, Span holder) {
        Span gone = elements.get(place);
        SourceText source = gone.source();
        String text = source.text();
        int after = gone.end();
        while (after < holder.end() && " \t".indexOf(text.charAt(after)) >= 0) {
            after++;
        }
        boolean hasComma = text.charAt(after) == ',';
        int end = hasComma ? after + 1 : gone.end();
        int start = lineStart(source, gone.start());
        boolean hasLines = text.substring(start, gone.start()).isBlank()
                && text.substring(end, nextLine(source, end)).isBlank();
        boolean isLastWithout = !hasComma && place > 0 && place == elements.size() - 1;
        if (hasLines && !isLastWithout) {
            return Candidate.of(source.name(), new Edit(start, nextLine(source, end), ""));
        }
        if (place < elements.size() - 1
                && source.line(gone.end()) == elements.get(place + 1).line()) {
            return Candidate.of(
                    source.name(),
                    new Edit(gone.start(), elements.get(place + 1).start(), ""));
        }
        boolean followsInLine = place > 0 && source.line(elements.get(place - 1).end()) == gone.line();
        int from = followsInLine ? elements.get(place - 1).end() : gone.start();
        return Candidate.of(source.name(), new Edit(from, followsInLine ? gone.end() : end, ""));
    }

    /** {@code egress = []} at the end of a group that has no other. */
    List<Candidate> emptied() {
        Body body = group.block().body();
        if (group.writes("egress") || isJson(group.block().span())) {
            return List.of();
        }
        SourceText source = group.block().span().source();
        int brace = group.block().span().end() - 1;
        String indent = body.arguments().isEmpty()
                ? "  "
                : indent(source, body.arguments().get(0).span().start());
        boolean isAlone =
                source.text().substring(lineStart(source, brace), brace).isBlank();
        int at = isAlone ? lineStart(source, brace) : brace;
        String text = (isAlone ? "" : newline(source)) + indent + "egress = []" + newline(source);
        return List.of(Candidate.of(source.name(), new Edit(at, at, text)));
    }
}
