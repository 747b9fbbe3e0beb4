package dev.weir.iac.terraform;

import dev.weir.iac.Declarations;
import dev.weir.iac.Resource;
import dev.weir.inventory.InventoryDocument;
import dev.weir.inventory.InventoryFormat;
import dev.weir.inventory.InventorySink;
import dev.weir.inventory.Listing;
import dev.weir.inventory.PassingSink;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.SecurityGroup;
import dev.weir.json.BrokenJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** The plans and states of one run, by their roots: the folders that they lie in. */
final class TerraformReading implements InventoryFormat.FormatReading {

    private final Map<String, OneRoot> roots = new LinkedHashMap<>();
    private final List<Declarations> declared = new ArrayList<>();
    private final List<String> cut = new ArrayList<>();
    private final Set<Scope> scopes = new LinkedHashSet<>();
    private final Configurations configurations = new Configurations();

    /** What tells of one root. */
    private record OneRoot(List<Told> plans, List<Told> states) {

        OneRoot() {
            this(new ArrayList<>(), new ArrayList<>());
        }

        List<Told> all() {
            return Stream.concat(plans.stream(), states.stream()).toList();
        }
    }

    private record Told(InventoryDocument document, TerraformOutput output) {}

    @Override
    public InventoryFormat.Look look(InventoryDocument document, InventorySink sink) throws IOException {
        if (Configurations.isOne(document.name())) {
            configurations.add(document);
            return InventoryFormat.Look.OURS;
        }
        if (isSuperseded(document)) {
            return InventoryFormat.Look.OURS;
        }
        String head = document.head();
        if (TerraformFormat.isPlan(head) || TerraformFormat.isLog(head)) {
            String found = TerraformFormat.isPlan(head)
                    ? "this is a saved plan, which only Terraform can read"
                    : "this is what `terraform plan -json` prints, and no plan";
            String problem = found + "; help: `terraform plan -out PLANFILE`, then `terraform show -json PLANFILE >"
                    + " plan.json`, and name that";
            sink.problem(new Problem(document.origin(1), problem));
            cut.add(problem);
            return InventoryFormat.Look.OURS;
        }
        TerraformOutput output = new TerraformOutput(document);
        try {
            Optional<String> found = output.read();
            if (found.isPresent()) {
                return InventoryFormat.Look.other("found " + found.get() + " where a plan or state is an object");
            }
            if (output.kind() == TerraformOutput.Kind.PLAN) {
                output.readPlanned();
            }
        } catch (BrokenJson broken) {
            if (output.kind() == TerraformOutput.Kind.OTHER) {
                return InventoryFormat.Look.broken(String.valueOf(broken.getMessage()), broken.line());
            }
            sink.problem(new Problem(document.origin(broken.line()), String.valueOf(broken.getMessage())));
            cut.add(String.valueOf(broken.getMessage()));
        }
        if (output.kind() == TerraformOutput.Kind.OTHER) {
            return InventoryFormat.Look.other("found JSON of Terraform that is neither a plan nor a state");
        }
        for (String why : output.cut()) {
            sink.problem(new Problem(document.origin(1), why));
            cut.add(why);
        }
        OneRoot root = roots.computeIfAbsent(folder(document.pathInRepository()), unused -> new OneRoot());
        (output.kind() == TerraformOutput.Kind.PLAN ? root.plans : root.states).add(new Told(document, output));
        return InventoryFormat.Look.OURS;
    }

    /** Whether it is the backup of the state beside it: what was before the last apply. */
    private static boolean isSuperseded(InventoryDocument document) {
        String name = document.name().substring(document.name().lastIndexOf('/') + 1);
        return !document.isNamed()
                && name.endsWith(".tfstate.backup")
                && document.beside(name.substring(0, name.length() - ".backup".length()))
                        .isPresent();
    }

    static String folder(String path) {
        return path.substring(0, Math.max(0, path.lastIndexOf('/')));
    }

    @Override
    public void surroundings(InventorySink sink) {
        Map<String, Configuration> written = configurations.read(sink::problem);
        written.keySet().forEach(folder -> roots.computeIfAbsent(folder, unused -> new OneRoot()));
        roots.forEach((folder, root) -> declare(folder, root, Optional.ofNullable(written.get(folder))));
        roots.clear();
        declared.forEach(declarations -> declarations.surroundings(sink));
    }

    /**
     * The resources of a root, each once: from the first plan that decides about it, else as it is written, else from a state;
     * they stand where they are written.
     */
    private void declare(String folder, OneRoot root, Optional<Configuration> judged) {
        Optional<Configuration> written = judged.or(() -> beside(folder, root));
        Map<String, Resource> decided = new LinkedHashMap<>();
        Map<String, Declarations> apart = new LinkedHashMap<>();
        Declarations together = new Declarations(folder);
        written.ifPresent(code -> code.decisions(together));
        Set<String> ofPlans = new HashSet<>();
        for (Told told : root.all()) {
            boolean isState = told.output.kind() == TerraformOutput.Kind.STATE;
            for (Resource resource : told.output.resources()) {
                String address = resource.address();
                if (isState && root.plans.stream().anyMatch(plan -> plan.output.decides(address))) {
                    continue;
                }
                Optional<Resource> before = Optional.ofNullable(decided.putIfAbsent(address, resource));
                if (before.isPresent() && !isSame(before.get(), resource)) {
                    ProviderResources.declare(
                            resource, apart.computeIfAbsent(told.document.pathInRepository(), Declarations::new));
                } else if (before.isEmpty() && !isState) {
                    ofPlans.add(address);
                    ProviderResources.declare(
                            written.map(code -> WrittenBeside.of(code, resource))
                                    .orElse(resource),
                            together);
                }
            }
        }
        decided.keySet().removeAll(ofPlans);
        if (root.plans.isEmpty()) {
            judged.ifPresent(code -> code.declare(together, decided, ofPlans));
        }
        decided.values()
                .forEach(resource -> ProviderResources.declare(
                        written.map(code -> WrittenBeside.placed(code, resource))
                                .orElse(resource),
                        together));
        declared.add(together);
        declared.addAll(apart.values());
    }

    /** The configuration that lies beside a plan or state which was named alone: for places, and judged by itself never. */
    private static Optional<Configuration> beside(String folder, OneRoot root) {
        Configurations found = new Configurations();
        for (Told told : root.all()) {
            try {
                told.document.allIn(".").stream()
                        .filter(document -> Configurations.isOne(document.name()))
                        .forEach(found::add);
            } catch (IOException unreadable) {
                return Optional.empty();
            }
        }
        return Optional.ofNullable(found.read(untold -> {}).get(folder));
    }

    /** Whether two documents speak of one thing, as two forms of one state do. */
    private static boolean isSame(Resource one, Resource other) {
        Optional<String> id = one.value("id").scalar().filter(text -> !text.isEmpty());
        return id.isPresent() && id.equals(other.value("id").scalar());
    }

    @Override
    public void groups(InventorySink sink) {
        InventorySink noting = new PassingSink(sink) {
            @Override
            public void securityGroup(SecurityGroup group) {
                scopes.add(group.scope());
                super.securityGroup(group);
            }

            @Override
            public void possibleSecurityGroup(List<SecurityGroup> versions) {
                versions.forEach(version -> scopes.add(version.scope()));
                super.possibleSecurityGroup(versions);
            }
        };
        declared.forEach(declarations -> declarations.groups(noting));
    }

    @Override
    public void listings(InventorySink sink) {
        configurations.tellInputs(sink);
        scopes.forEach(scope -> sink.listing(Listing.whole(scope, Listing.Kind.SECURITY_GROUPS)));
        cut.forEach(why -> sink.listing(Listing.inPart(Scope.UNKNOWN, Listing.Kind.SECURITY_GROUPS, why)));
    }
}
