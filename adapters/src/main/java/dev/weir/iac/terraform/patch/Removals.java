package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceAddress;
import dev.weir.inventory.SecurityGroupRule.Known;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** How a rule may be taken out of the code of a group: with its block, or with the value that makes it. */
record Removals(RulePlaces places) {

    /** Candidates for taking a rule away, the smallest change last: what is emptied should go. */
    List<Candidate> of(Known rule) {
        List<Candidate> all = new ArrayList<>();
        ModuleInputs.of(places).ifPresent(inputs -> all.addAll(inputs.removals(rule)));
        places.ownBlock(rule).flatMap(this::withoutBlock).ifPresent(all::add);
        for (Span literal : places.literals(rule)) {
            if (places.mayEdit(literal)) {
                List<Expression> path = places.path(literal);
                for (int at = 1; at < path.size(); at++) {
                    element(path.get(at - 1), path.get(at))
                            .map(edit -> Candidate.of(literal.source().name(), edit))
                            .ifPresent(all::add);
                }
            }
        }
        return all;
    }

    /**
     * Candidates for taking a rule away from a resource that keeps others, which is another resource then: the state holds the
     * old one with all its rules, which are not all live.
     */
    List<Candidate> ofRenamed(Known rule) {
        Optional<Block> found =
                places.ownBlock(rule).filter(block -> block.type().equals("resource"));
        if (found.isEmpty()
                || found.get().span().source().isJson()
                || places.code().names(String.join(".", found.get().labels()))) {
            return List.of();
        }
        Block block = found.get();
        SourceText source = block.span().source();
        String label = block.labels().get(1);
        String name = places.free(label, 0);
        int at = source.text()
                .indexOf(
                        "\"" + label + "\"",
                        block.span().start()
                                + "resource".length()
                                + block.labels().get(0).length());
        String module = ResourceAddress.block(
                ResourceAddress.parse(RulePlaces.resourceOf(rule)).module());
        String type = ResourceAddress.in(module, block.labels().get(0)) + ".";
        Candidate.Renaming renaming = new Candidate.Renaming(type + label, type + name);
        Edit edit = new Edit(at, at + label.length() + 2, "\"" + name + "\"");
        return of(rule).stream()
                .filter(candidate -> at > 0 && candidate.edits().keySet().equals(Set.of(source.name())))
                .filter(candidate -> candidate.edits().values().stream()
                        .flatMap(List::stream)
                        .allMatch(one -> one.start() > at + label.length()))
                .map(candidate ->
                        new Candidate(candidate.with(source.name(), edit).edits(), Optional.of(renaming)))
                .toList();
    }

    private Optional<Candidate> withoutBlock(Block block) {
        SourceText source = block.span().source();
        Optional<Edit> gone = source.isJson() ? withoutJson(block) : Optional.of(withoutNative(block.span()));
        Optional<Candidate> alone = gone.map(edit -> Candidate.of(source.name(), edit));
        return block.type().equals("resource")
                ? alone.map(candidate ->
                        places.listed(candidate, source, list -> list.without(String.join(".", block.labels()))))
                : alone;
    }

    private static Edit withoutNative(Span block) {
        SourceText source = block.source();
        if (!source.startsLine(block.start()) || !source.endsLine(block.end())) {
            return new Edit(block.start(), source.behindBlanks(block.end()), "");
        }
        String text = source.text();
        int start = source.lineStart(block.start());
        int end = source.nextLine(block.end());
        boolean isParted =
                start > 0 && text.substring(source.lineStart(start - 1), start).isBlank();
        boolean isFollowed =
                end < text.length() && text.substring(end, source.nextLine(end)).isBlank();
        return new Edit(start, isParted && isFollowed ? source.nextLine(end) : end, "");
    }

    /** A resource with all that would be left empty above it, which Terraform refuses; an element of {@code egress} alone. */
    private static Optional<Edit> withoutJson(Block block) {
        List<Expression> path = RulePlaces.jsonPath(block.span());
        int at = path.size() - 1;
        while (block.type().equals("resource") && at > 1 && isAlone(path.get(at - 1))) {
            at--;
        }
        return at < 1 ? Optional.empty() : element(path.get(at - 1), path.get(at));
    }

    private static boolean isAlone(Expression holder) {
        return holder instanceof Expression.Braces object && object.entries().size() == 1
                || holder instanceof Expression.Tuple list && list.elements().size() == 1;
    }

    /** A collection without one of its elements. */
    static Optional<Edit> element(Expression holder, Expression part) {
        if (holder instanceof Expression.Tuple list) {
            int place = list.elements().indexOf(part);
            List<Span> spans = list.elements().stream().map(Expression::span).toList();
            return place < 0 ? Optional.empty() : Optional.of(without(spans, place));
        }
        if (holder instanceof Expression.Braces object) {
            for (int place = 0; place < object.entries().size(); place++) {
                if (object.entries().get(place).value().equals(part)) {
                    List<Span> spans =
                            object.entries().stream().map(entry -> entry.span()).toList();
                    return Optional.of(without(spans, place));
                }
            }
        }
        return Optional.empty();
    }

    /** Away with an element and one comma; where it has its lines to itself, with these. */
    private static Edit without(List<Span> elements, int place) {
        Span gone = elements.get(place);
        SourceText source = gone.source();
        String text = source.text();
        int after = source.behindBlanks(gone.end());
        boolean hasComma = text.charAt(after) == ',';
        int end = hasComma ? after + 1 : gone.end();
        int start = source.lineStart(gone.start());
        boolean hasLines = source.startsLine(gone.start()) && source.endsLine(end);
        boolean isLastWithout = !hasComma && place > 0 && place == elements.size() - 1;
        if (source.isJson() && isLastWithout) {
            return new Edit(elements.get(place - 1).end(), gone.end(), "");
        }
        if (hasLines && !isLastWithout) {
            return new Edit(start, source.nextLine(end), "");
        }
        if (hasComma && place < elements.size() - 1) {
            return new Edit(gone.start(), source.behindBlanks(end), "");
        }
        boolean followsAtOnce = place > 0
                && text.substring(elements.get(place - 1).end(), gone.start()).matches("[ \t]*,[ \t]*");
        return followsAtOnce
                ? new Edit(elements.get(place - 1).end(), gone.end(), "")
                : new Edit(gone.start(), source.behindBlanks(end), "");
    }

    /** {@code egress = []} at the end of a group that has no other; in JSON the emptied list stays there. */
    List<Candidate> emptied() {
        Block group = places.group().block();
        if (places.group().writes("egress") || group.span().source().isJson()) {
            return List.of();
        }
        return List.of(Candidate.atEnd(group, "egress = []"));
    }
}
