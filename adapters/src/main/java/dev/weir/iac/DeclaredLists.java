package dev.weir.iac;

import dev.weir.inventory.InventorySink;
import dev.weir.inventory.ManagedPrefixList;
import dev.weir.inventory.ManagedPrefixList.Extent;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.json.Quoted;
import dev.weir.net.Cidr;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;

/** The prefix lists of one root, with entries inside and beside. A list without an id is called by its root and address. */
final class DeclaredLists {

    private final String root;
    private final Map<String, PrefixListDeclaration> lists = new LinkedHashMap<>();
    private final Map<String, String> addresses = new LinkedHashMap<>();
    private final List<Entry> entries = new ArrayList<>();

    private record Entry(Value list, Value cidr) {}

    DeclaredLists(String root) {
        this.root = root;
    }

    void add(PrefixListDeclaration list) {
        lists.put(list.resource().address(), list);
        list.id().ifPresent(id -> addresses.putIfAbsent(id, list.resource().address()));
    }

    void entry(Value list, Value cidr) {
        entries.add(new Entry(list, cidr));
    }

    /** What rules call the list. */
    String nameOf(String address) {
        PrefixListDeclaration list = lists.get(address);
        return (list == null ? Optional.<String>empty() : list.id()).orElseGet(() -> without(address));
    }

    private String without(String address) {
        return root.isEmpty() ? address : root + "/" + address;
    }

    void push(InventorySink sink) {
        Map<String, List<Value>> beside = new LinkedHashMap<>();
        for (Entry entry : entries) {
            Optional<String> address = entry.list() instanceof Value.Reference reference
                    ? Optional.of(reference.address())
                    : entry.list().scalar().map(id -> addresses.getOrDefault(id, id));
            beside.computeIfAbsent(address.orElse(""), unused -> new ArrayList<>())
                    .add(entry.cidr());
        }
        List<Value> anywhere = beside.getOrDefault("", List.of());
        lists.forEach((address, list) -> push(list, beside.getOrDefault(address, List.of()), anywhere, sink));
        beside.keySet().removeAll(lists.keySet());
        beside.remove("");
        beside.forEach((name, cidrs) -> elsewhere(name, cidrs, sink));
    }

    private void push(PrefixListDeclaration list, List<Value> beside, List<Value> anywhere, InventorySink sink) {
        Resource resource = list.resource();
        Contents contents = new Contents(list.cidr(), resource, sink);
        contents.add(list.entries());
        beside.forEach(contents::add);
        if (!anywhere.isEmpty()) {
            contents.doubt("an entry beside it may belong to it: of which list it is, is not known");
        }
        boolean byAws = list.ownership() == PrefixListDeclaration.Ownership.AWS;
        sink.prefixList(new ManagedPrefixList(
                byAws ? new Scope(Optional.empty(), resource.scope().region()) : resource.scope(),
                list.id().orElseGet(() -> without(resource.address())),
                list.name(),
                byAws,
                Optional.empty(),
                OptionalInt.empty(),
                OptionalLong.empty(),
                List.copyOf(contents.cidrs),
                contents.reading(),
                contents.problem,
                resource.origin().called(new Origin.Address(root, resource.address()))));
    }

    /** A list that is declared elsewhere holds at least these entries. */
    private void elsewhere(String name, List<Value> cidrs, InventorySink sink) {
        Value first = cidrs.get(0);
        Resource nowhere =
                new Resource(name, "", Scope.UNKNOWN, new Value.Fields(Map.of(), first.origin()), first.origin());
        Contents contents = new Contents("", nowhere, sink);
        cidrs.forEach(contents::add);
        contents.doubt("the list is declared elsewhere, and may hold more");
        sink.prefixList(
                ManagedPrefixList.undescribed(name.contains(".") ? without(name) : name, Scope.UNKNOWN, first.origin())
                        .with(List.copyOf(contents.cidrs), contents.reading(), contents.problem));
    }

    /** The entries of one list while they are read. */
    private static final class Contents {
        private final String member;
        private final Resource resource;
        private final InventorySink sink;
        private final Set<Cidr> cidrs = new LinkedHashSet<>();
        private Optional<String> problem = Optional.empty();

        Contents(String member, Resource resource, InventorySink sink) {
            this.member = member;
            this.resource = resource;
            this.sink = sink;
        }

        void doubt(String why) {
            problem = problem.or(() -> Optional.of(why));
        }

        Extent reading() {
            if (problem.isEmpty()) {
                return Extent.WHOLE;
            }
            return cidrs.isEmpty() ? Extent.NOT_READ : Extent.IN_PART;
        }

        void add(Value value) {
            if (value instanceof Value.Items items) {
                items.elements().forEach(this::add);
            } else if (value instanceof Value.Fields fields) {
                add(fields.member(member));
            } else if (value instanceof Value.Sensitive sensitive) {
                add(sensitive.value());
            } else if (value.scalar().isPresent()) {
                cidr(value, value.scalar().get());
            } else if (!(value instanceof Value.Nothing)) {
                doubt(value.origin() + ": " + value.whyUnknownInPart().orElse("an entry cannot be read"));
            }
        }

        private void cidr(Value value, String text) {
            try {
                cidrs.add(Cidr.canonical(text));
            } catch (IllegalArgumentException wrong) {
                String message = "an entry of " + Quoted.of(resource.address()) + " has no readable CIDR, found "
                        + Quoted.of(text) + "; the list counts as read in part";
                sink.problem(new Problem(value.origin(), message));
                doubt(message);
            }
        }
    }
}
