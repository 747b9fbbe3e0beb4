package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.iac.terraform.ResourceInstance;
import dev.weir.iac.terraform.patch.RuleText.Syntax;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Where rules may be put into the code of a group: among its own, beside them, or where the values of those that go come from. */
record Additions(RulePlaces places) {

    /**
     * Candidates for adding rules of one service and description.
     *
     * @param going the rules that will go then
     */
    List<Candidate> of(List<Known> added, List<Known> going) {
        List<Candidate> all = new ArrayList<>();
        if (places.group().writes("egress")) {
            list().map(list -> element(list, added)).ifPresent(all::add);
            joined(added).ifPresent(all::add);
            block(added).ifPresent(all::add);
        } else {
            ModuleInputs.of(places).ifPresent(inputs -> all.addAll(inputs.additions(added, going)));
            beside(added).ifPresent(all::add);
        }
        for (Known old : going) {
            for (Span literal : places.literals(old)) {
                neighbour(added, old, literal).ifPresent(all::add);
                clone(added, old, literal).ifPresent(all::add);
            }
        }
        return all;
    }

    private static String deeper(SourceText source, Block block, String indent) {
        Optional<Argument> first = block.body().arguments().stream().findFirst();
        String inner = first.map(argument -> source.indentation(argument.span().start()))
                .orElse("");
        return inner.startsWith(indent) && inner.length() > indent.length() ? inner : indent + step(indent);
    }

    private static String step(String indent) {
        return indent.startsWith("\t") ? "\t" : "  ";
    }

    /** A block behind the last one. */
    private Optional<Candidate> block(List<Known> added) {
        List<Block> blocks = places.group().block().body().blocks().stream()
                .filter(block -> ResourceInstance.generated(block).equals("egress"))
                .toList();
        if (blocks.isEmpty() || places.group().block().span().source().isJson()) {
            return Optional.empty();
        }
        Block last = blocks.get(blocks.size() - 1);
        SourceText source = last.span().source();
        String indent = source.indentation(last.span().start());
        String text = new RuleText(Syntax.NATIVE, indent, deeper(source, last, indent), source.newline()).block(added);
        int at = source.nextLine(last.span().end());
        boolean isLast = source.text().charAt(at - 1) != '\n';
        return Optional.of(Candidate.of(source.name(), new Edit(at, at, isLast ? source.newline() + text : text)));
    }

    /** The list that {@code egress} is given; in JSON its blocks stand in one, too. */
    private Optional<Expression.Tuple> list() {
        Span block = places.group().block().span();
        if (!block.source().isJson()) {
            return places.group()
                    .block()
                    .body()
                    .argument("egress")
                    .map(Argument::value)
                    .flatMap(Additions::asTuple);
        }
        List<Expression> path = RulePlaces.jsonPath(block);
        return path.get(path.size() - 1) instanceof Expression.Braces object
                ? object.value("egress").flatMap(Additions::asTuple)
                : Optional.empty();
    }

    private static Optional<Expression.Tuple> asTuple(Expression value) {
        return value instanceof Expression.Tuple list ? Optional.of(list) : Optional.empty();
    }

    /** What puts something behind the last element of a collection, or into one that is empty. */
    static Edit behind(List<Span> elements, Span holder, String open, String added, String close) {
        if (elements.isEmpty()) {
            return new Edit(holder.start(), holder.end(), open + added + close);
        }
        Span last = elements.get(elements.size() - 1);
        SourceText source = holder.source();
        String lead =
                source.startsLine(last.start()) ? "," + source.newline() + source.indentation(last.start()) : ", ";
        return new Edit(last.end(), last.end(), lead + added);
    }

    /** An object in {@code egress = [...]}. */
    private static Candidate element(Expression.Tuple list, List<Known> added) {
        SourceText source = list.span().source();
        Syntax syntax = source.isJson() ? Syntax.JSON : Syntax.NATIVE;
        List<Expression> elements = list.elements();
        String outer = source.indentation(list.span().start());
        boolean isInLine = !elements.isEmpty()
                && syntax == Syntax.JSON
                && !source.startsLine(elements.get(0).span().start());
        String indent =
                !elements.isEmpty() && source.startsLine(elements.get(0).span().start())
                        ? source.indentation(elements.get(0).span().start())
                        : outer + step(outer);
        String newline = isInLine ? "" : source.newline();
        RuleText text = new RuleText(
                syntax, isInLine ? "" : indent, indent + inside(elements).orElse(step(outer)), newline);
        if (elements.isEmpty()) {
            String comma = syntax == Syntax.JSON ? "" : ",";
            String whole = "[" + newline + text.object(added) + comma + newline + outer + "]";
            return Candidate.of(
                    source.name(), new Edit(list.span().start(), list.span().end(), whole));
        }
        int at = elements.get(elements.size() - 1).span().end();
        return Candidate.of(source.name(), new Edit(at, at, "," + (isInLine ? " " : newline) + text.object(added)));
    }

    /** An object joined to the list that an expression makes. */
    private Optional<Candidate> joined(List<Known> added) {
        Optional<Expression> made =
                places.group().block().body().argument("egress").map(Argument::value);
        if (made.isEmpty()
                || made.get() instanceof Expression.Tuple
                || made.get().span().source().isJson()) {
            return Optional.empty();
        }
        Span span = made.get().span();
        SourceText source = span.source();
        String outer = source.indentation(span.start());
        String indent = outer + step(outer);
        String object = new RuleText(Syntax.NATIVE, indent, indent + step(outer), source.newline())
                .object(added)
                .strip();
        boolean isJoined = made.get() instanceof Expression.Call call
                && call.name().equals("concat")
                && !call.isExpanded()
                && !call.arguments().isEmpty();
        if (isJoined) {
            List<Expression> arguments = ((Expression.Call) made.get()).arguments();
            int at = arguments.get(arguments.size() - 1).span().end();
            return Optional.of(Candidate.of(
                    source.name(), new Edit(at, at, "," + source.newline() + indent + "[" + object + "]")));
        }
        return Optional.of(Candidate.of(
                source.name(), new Edit(span.start(), span.end(), "concat(" + span.text() + ", [" + object + "])")));
    }

    /** How much deeper than its first line an object of the list is written, where that tells. */
    private static Optional<String> inside(List<Expression> elements) {
        return elements.stream()
                .filter(element -> element instanceof Expression.Braces)
                .flatMap(element -> inside((Expression.Braces) element).stream())
                .findFirst();
    }

    private static Optional<String> inside(Expression.Braces object) {
        if (object.entries().isEmpty()) {
            return Optional.empty();
        }
        SourceText source = object.span().source();
        int first = object.entries().get(0).key().span().start();
        String outer = source.indentation(object.span().start());
        String inner = source.indentation(first);
        return source.startsLine(first) && inner.startsWith(outer) && inner.length() > outer.length()
                ? Optional.of(inner.substring(outer.length()))
                : Optional.empty();
    }

    /** Rule resources behind the last one of the group, of the type that the others have. */
    private Optional<Candidate> beside(List<Known> added) {
        Optional<ResourceInstance> model = places.resources().stream()
                .max(Comparator.comparing((ResourceInstance rule) ->
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
        SourceText source = block.span().source();
        String written = named.get().value().span().text();
        boolean isOfEach = written.contains("each.") || written.contains("count.");
        String own = String.join(".", places.group().block().labels())
                + ResourceAddress.parse(places.group().address()).key() + ".id";
        String reference = !isOfEach ? written : source.isJson() ? "\"${" + own.replace("\"", "\\\"") + "}\"" : own;
        return source.isJson() ? jsonBeside(block, reference, added) : besideNative(block, reference, added);
    }

    private Optional<Candidate> besideNative(Block model, String reference, List<Known> added) {
        SourceText source = model.span().source();
        String type = model.labels().get(0);
        RuleText style = new RuleText(Syntax.NATIVE, "", deeper(source, model, ""), source.newline());
        int at = source.nextLine(model.span().end());
        StringBuilder text = new StringBuilder(source.text().charAt(at - 1) == '\n' ? "" : source.newline());
        List<String> names = new ArrayList<>();
        for (List<Known> one : RuleText.perResource(type, added)) {
            String name = places.free(model.labels().get(1), names.size());
            names.add(type + "." + name);
            text.append(style.resource(type, name, reference, one));
        }
        return Optional.of(places.listed(
                Candidate.of(source.name(), new Edit(at, at, text.toString())), source, list -> list.with(names)));
    }

    private Optional<Candidate> jsonBeside(Block model, String reference, List<Known> added) {
        List<Expression> path = RulePlaces.jsonPath(model.span());
        if (path.size() < 2 || !(path.get(path.size() - 2) instanceof Expression.Braces holder)) {
            return Optional.empty();
        }
        SourceText source = model.span().source();
        Span key = holder.entries().stream()
                .filter(entry -> entry.value().span().equals(model.span()))
                .map(entry -> entry.key().span())
                .findFirst()
                .orElse(model.span());
        boolean isInLine = !source.startsLine(key.start());
        String indent = isInLine ? "" : source.indentation(key.start());
        String inner = isInLine ? "" : deeper(source, model, indent);
        RuleText style = new RuleText(Syntax.JSON, indent, inner, isInLine ? "" : source.newline());
        String type = model.labels().get(0);
        StringBuilder text = new StringBuilder();
        List<String> names = new ArrayList<>();
        for (List<Known> one : RuleText.perResource(type, added)) {
            String name = places.free(model.labels().get(1), names.size());
            names.add(type + "." + name);
            text.append(isInLine ? ", " : "," + source.newline()).append(style.resource(type, name, reference, one));
        }
        int at = model.span().end();
        return Optional.of(places.listed(
                Candidate.of(source.name(), new Edit(at, at, text.toString())), source, list -> list.with(names)));
    }

    /** The destination beside one that goes, where the services are the same. */
    private Optional<Candidate> neighbour(List<Known> added, Known old, Span literal) {
        List<Expression> path = places.path(literal);
        boolean fits = added.stream()
                        .allMatch(rule -> rule.service().equals(old.service())
                                && RuleText.Kind.of(rule.destination()) == RuleText.Kind.of(old.destination()))
                && path.size() > 1
                && path.get(path.size() - 2) instanceof Expression.Tuple
                && places.mayEdit(literal);
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
        List<Expression> path = places.path(literal);
        if (added.size() != 1 || !places.mayEdit(literal)) {
            return Optional.empty();
        }
        for (int at = path.size() - 1; at > 0; at--) {
            if (path.get(at) instanceof Expression.Braces object && path.get(at - 1) instanceof Expression.Tuple) {
                SourceText source = literal.source();
                String text = new RuleClone(object, literal, added.get(0), old).text();
                String lead = source.line(object.span().start())
                                == source.line(path.get(at - 1).span().start())
                        ? ", "
                        : "," + source.newline()
                                + source.indentation(object.span().start());
                return Optional.of(Candidate.of(
                        source.name(),
                        new Edit(object.span().end(), object.span().end(), lead + text)));
            }
        }
        return Optional.empty();
    }
}
