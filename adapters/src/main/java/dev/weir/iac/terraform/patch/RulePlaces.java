package dev.weir.iac.terraform.patch;

import dev.weir.iac.SourceText;
import dev.weir.iac.Span;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.JsonSyntax;
import dev.weir.iac.hcl.Place;
import dev.weir.iac.patch.Edit;
import dev.weir.iac.terraform.ResourceInstance;
import dev.weir.inventory.Destination;
import dev.weir.inventory.Origin;
import dev.weir.inventory.SecurityGroup;
import dev.weir.inventory.SecurityGroupRule;
import dev.weir.inventory.SecurityGroupRule.Known;
import dev.weir.net.Cidr;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;

/** Where the rules of a group are written: in its block, in resources of their own, or where their values come from. */
final class RulePlaces {

    private static final Set<String> DESTINATIONS = Set.of(
            "egress", "cidr_blocks", "ipv6_cidr_blocks", "prefix_list_ids", "cidr_ipv4", "cidr_ipv6", "prefix_list_id");

    private final EditedConfiguration code;
    private final ResourceInstance group;
    private final SecurityGroup owner;
    private final OnlyUse onlyUse;

    /** Places of the group of this address. */
    RulePlaces(EditedConfiguration code, String address) {
        this.code = code;
        this.group = code.resource(address).orElseThrow();
        this.owner = Optional.ofNullable(code.groups().get(address)).orElseThrow();
        List<Span> own = new ArrayList<>(List.of(group.block().span()));
        resources().forEach(rule -> own.add(rule.block().span()));
        this.onlyUse = new OnlyUse(code.folders(), own);
    }

    EditedConfiguration code() {
        return code;
    }

    ResourceInstance group() {
        return group;
    }

    /** The resources that hold rules of the group, itself excepted. */
    List<ResourceInstance> resources() {
        Set<String> all = new TreeSet<>();
        owner.knownOutbound().forEach(rule -> all.add(resourceOf(rule)));
        all.remove(group.address());
        return all.stream().flatMap(name -> code.resource(name).stream()).toList();
    }

    /** The address of the resource that a rule stands in; empty where nothing tells. */
    static String resourceOf(SecurityGroupRule rule) {
        return rule.origin().flatMap(Origin::address).map(Origin.Address::name).orElse("");
    }

    /** A change in this text, with what it asks of the lists that revoke what they do not name. */
    Candidate listed(Candidate change, SourceText source, Function<ExclusiveRules, Optional<Edit>> edit) {
        Candidate all = change;
        for (ExclusiveRules list : code.exclusives()) {
            if (list.mayBeOf(owner) && list.isBeside(source)) {
                Candidate before = all;
                all = edit.apply(list)
                        .map(one -> before.with(list.source().name(), one))
                        .orElse(before);
            }
        }
        return all;
    }

    /** A name like this one that nothing has in any file that was read; of those that are free, the one of this number. */
    String free(String like, int number) {
        int tried = 0;
        String bare = like.replaceFirst("(?<=.)_\\d{1,2}$", "");
        for (int next = 2; ; next++) {
            String name = bare + "_" + next;
            boolean isFree = code.folders().texts().values().stream()
                    .noneMatch(text -> text.text().contains("\"" + name + "\""));
            if (isFree && tried++ == number) {
                return name;
            }
        }
    }

    /** The literals that a rule's destination is written as: what evaluation gives keeps the place of its literals. */
    List<Span> literals(Known rule) {
        List<Span> all = new ArrayList<>();
        code.resource(resourceOf(rule))
                .ifPresent(resource -> collect(resource.values(DESTINATIONS), rule.destination(), all));
        return all;
    }

    private void collect(Value value, Destination destination, List<Span> into) {
        if (value instanceof Value.Text literal && isWritten(destination, literal.text())) {
            span(literal.origin()).filter(span -> !into.contains(span)).ifPresent(into::add);
        }
        value.parts().forEach(part -> collect(part, destination, into));
    }

    /** Whether this is the destination, in whatever spelling: {@code 0:0:0:0:0:0:0:0/0} is {@code ::/0}. */
    private static boolean isWritten(Destination destination, String text) {
        return destination.text().equals(text)
                || destination.match(
                        addresses -> {
                            try {
                                return Cidr.canonical(text).equals(addresses.cidr());
                            } catch (IllegalArgumentException none) {
                                return false;
                            }
                        },
                        list -> false,
                        group -> false);
    }

    private Optional<Span> span(Origin origin) {
        return offset(origin)
                .flatMap(at -> place(at).expressions().stream().reduce((whole, part) -> part))
                .map(Expression::span);
    }

    /** The place of an origin in the texts that were read, as an empty piece. */
    private Optional<Span> offset(Origin origin) {
        Optional<SourceText> source = Optional.ofNullable(code.folders().texts().get(origin.place()));
        if (source.isEmpty() || origin.line().isEmpty() || origin.column().isEmpty()) {
            return Optional.empty();
        }
        int offset =
                source.get().offset(origin.line().getAsLong(), origin.column().getAsLong());
        return Optional.of(new Span(source.get(), offset, offset));
    }

    private Place place(Span at) {
        return Place.in(code.body(at.source().name()), at.start());
    }

    /** The parts of the expression that a literal lies in, the whole first. */
    List<Expression> path(Span literal) {
        return place(literal).expressions();
    }

    /** The parts of the JSON file that a block lies in: the file first, the object that is the block last. */
    static List<Expression> jsonPath(Span block) {
        return Place.path(JsonSyntax.tree(block.source()), block.start());
    }

    /** Whether what is written there is of this group alone. */
    boolean mayEdit(Span span) {
        return onlyUse.holds(span, place(span));
    }

    /** The block in which a rule stands: an egress block, the dynamic one that makes it, or a rule resource. */
    Optional<Block> ownBlock(Known rule) {
        Optional<Span> at = rule.origin().flatMap(this::offset);
        List<Block> around = at.map(span -> place(span).blocks()).orElse(List.of());
        for (int depth = 0; depth < around.size(); depth++) {
            Block block = around.get(depth);
            boolean isHere = block.span().start() == at.orElseThrow().start();
            if (isHere && block.type().equals("content") && depth > 0) {
                return Optional.of(around.get(depth - 1));
            }
            boolean isRule = block.type().equals("resource")
                    && !block.span().equals(group.block().span());
            if (isHere && (block.type().equals("egress") || isRule)) {
                return Optional.of(block);
            }
        }
        return Optional.empty();
    }
}
