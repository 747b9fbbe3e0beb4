package dev.weir.iac.terraform;

import dev.weir.iac.Declarations;
import dev.weir.iac.Resource;
import dev.weir.iac.RuleDeclaration;
import dev.weir.iac.SourceText;
import dev.weir.iac.SuppressionText;
import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.BrokenHcl;
import dev.weir.iac.hcl.Comments;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.Expression;
import dev.weir.iac.hcl.HclReader;
import dev.weir.inventory.Origin;
import dev.weir.inventory.Problem;
import dev.weir.inventory.Scope;
import dev.weir.inventory.Suppression;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** A root module with all that it calls: every instance of every resource, by its address. */
public final class Configuration {

    private static final int MOST_MODULES = 5_000;
    private static final int DEEPEST = 300;
    private static final Pattern COMMENT = Pattern.compile("^(?://|#|/\\*)");

    private final CalledModules called;
    private final Consumer<Problem> problems;
    private final Map<String, ModuleInstance> modules = new HashMap<>();
    private final List<ModuleInstance> all = new ArrayList<>();
    private final Map<String, ResourceInstance> resources = new HashMap<>();
    private final Map<String, List<ModuleText>> callers = new HashMap<>();
    private final Map<String, UnreadCall> unread = new LinkedHashMap<>();
    private final Map<Expression, Expression> types = new HashMap<>();
    private final Set<Problem> told = new HashSet<>();
    private int depth;

    /** A call of a module that is not read, and where its arguments stand. */
    private record UnreadCall(Block block, Evaluator evaluator) {}

    /** The configuration whose root is this module. */
    public Configuration(ModuleText root, ModuleFolders folders, Consumer<Problem> problems) {
        this.problems = problems;
        this.called = new CalledModules(root.place(), folders);
        VariableFiles variables = new VariableFiles(root.place(), folders, this::tell);
        callers.put("", List.of(root));
        add("", new ModuleInstance(this, root, "", variables::value, new Providers(Map.of())));
        for (int next = 0; next < all.size(); next++) {
            ModuleInstance module = all.get(next);
            module.text().modules().forEach((name, call) -> module.expansion("module." + name, call));
        }
        for (ModuleInstance module : all) {
            module.text().resources().forEach((name, block) -> {
                if (matters(block)) {
                    module.expansion(name, block);
                }
            });
        }
    }

    /** Whether the block says anything about what a group lets out. */
    private static boolean matters(Block block) {
        return !ProviderResources.argumentsOf(ResourceInstance.type(block)).isEmpty();
    }

    private void tell(Problem problem) {
        if (told.add(problem)) {
            problems.accept(problem);
        }
    }

    /** One level deeper into what depends on what; false where it is too deep. */
    boolean enter() {
        boolean isAllowed = depth < DEEPEST;
        depth += isAllowed ? 1 : 0;
        return isAllowed;
    }

    void leave() {
        depth--;
    }

    private void add(String address, ModuleInstance module) {
        modules.put(address, module);
        all.add(module);
    }

    void add(ResourceInstance resource) {
        resources.put(resource.address(), resource);
    }

    /** What an attribute of a whole resource or module is. */
    Value attribute(Value.Reference whole, String name, Origin origin) {
        ModuleInstance module = modules.get(whole.address());
        if (module != null) {
            return module.output(name, origin);
        }
        ResourceInstance resource = resources.get(whole.address());
        return resource == null ? new Value.Reference(whole.address(), name, origin) : resource.attribute(name, origin);
    }

    /** The type that a variable is declared with, which in JSON stands in a text. */
    Expression type(Expression written) {
        return written instanceof Expression.Literal literal
                ? types.computeIfAbsent(written, unused -> {
                    try {
                        return HclReader.expression(new SourceText("type", literal.text()));
                    } catch (BrokenHcl broken) {
                        return written;
                    }
                })
                : written;
    }

    /** Makes the instance of a module that is called there. */
    void call(ModuleInstance caller, String name, Block call, String address, Evaluator evaluator) {
        List<ModuleText> above = callers.getOrDefault(caller.address(), List.of());
        Optional<ModuleText> text = called.module(caller.text(), caller.addressOf(name), call);
        Origin origin = call.span().origin();
        if (text.isEmpty()) {
            tell(new Problem(origin, called.whyNot(call)));
        } else if (above.contains(text.get())) {
            tell(new Problem(
                    origin,
                    "`" + call.labels().get(0) + "` leads back to a module that calls it; nothing below it was read"));
        } else if (modules.size() >= MOST_MODULES) {
            tell(new Problem(
                    origin, "there are more than " + MOST_MODULES + " module instances; this one was not read"));
        } else {
            List<ModuleText> chain = new ArrayList<>(above);
            chain.add(text.get());
            callers.put(address, chain);
            Function<String, Optional<Value>> inputs =
                    input -> call.body().argument(input).map(argument -> evaluator.value(argument.value()));
            add(
                    address,
                    new ModuleInstance(
                            this,
                            text.get(),
                            address,
                            inputs,
                            caller.providers().given(call)));
            return;
        }
        unread.put(address, new UnreadCall(call, evaluator));
    }

    /** The module instance of this address; the root's is empty. */
    public Optional<ModuleInstance> module(String address) {
        return Optional.ofNullable(modules.get(address));
    }

    /** How often a module is called. */
    public long instancesOf(ModuleText text) {
        return all.stream().filter(module -> module.text() == text).count();
    }

    public List<ResourceInstance> resourcesOf(String type) {
        return resources.values().stream()
                .filter(resource -> resource.type().equals(type))
                .toList();
    }

    public Optional<ResourceInstance> resource(String address) {
        return Optional.ofNullable(resources.get(address));
    }

    /** Every module that is part of it, which is no root by itself therefore. */
    Set<ModuleText> texts() {
        return all.stream().map(ModuleInstance::text).collect(Collectors.toSet());
    }

    /** What is written of this resource; empty where it is not written, or not in a way that can be read. */
    Optional<Value.Fields> written(String address, String type) {
        return resource(address).map(resource -> settled(resource, type));
    }

    private static Value.Fields settled(ResourceInstance resource, String type) {
        return resource.values(ProviderResources.argumentsOf(type)).withParts(Evaluator::settled);
    }

    /** The same resource, standing where it is written. */
    Resource placed(Resource resource) {
        ResourceInstance written = resources.get(resource.address());
        if (written == null) {
            return resource;
        }
        Origin origin = written.block().span().origin();
        return new Resource(
                resource.address(),
                resource.type(),
                resource.scope(),
                resource.values().at(origin),
                origin);
    }

    /** Hands on the decisions that are written beside resources, whoever tells what these are. */
    void decisions(Declarations into) {
        for (ModuleInstance module : all) {
            module.text().resources().forEach((name, block) -> {
                if (matters(block)) {
                    decisions(block)
                            .forEach(decision ->
                                    into.suppression(ResourceAddress.block(module.addressOf(name)), decision));
                }
            });
        }
    }

    /** The decisions in comments on this block; what is none though it says so is a problem. */
    private List<Suppression> decisions(Block block) {
        SourceText source = block.span().source();
        if (source.isJson() || !source.text().contains(SuppressionText.WORD)) {
            return List.of();
        }
        return Comments.on(block.span()).stream()
                .filter(comment -> comment.text().contains(SuppressionText.WORD))
                .flatMap(comment ->
                        SuppressionText.in(
                                COMMENT.matcher(comment.text()).replaceFirst(""), comment.origin(), this::tell)
                                .stream())
                .toList();
    }

    /**
     * Hands on what it declares.
     *
     * @param states resources as they are now, of which those are taken that are written here
     * @param known addresses of what is known better
     */
    public void declare(Declarations into, Map<String, Resource> states, Set<String> known) {
        KeptByState kept = new KeptByState(states);
        for (ModuleInstance module : all) {
            module.text().resources().forEach((name, block) -> {
                if (matters(block)) {
                    for (Expansion.Instance instance :
                            module.expansion(name, block).instances()) {
                        String address = module.addressOf(name) + instance.key();
                        Optional.ofNullable(resources.get(address))
                                .filter(resource -> !known.contains(address))
                                .ifPresent(resource -> declare(resource, module, kept, into));
                    }
                }
            });
        }
        kept.forgetWritten();
        unread.forEach((address, call) -> givenAway(address, call, into));
    }

    private void declare(ResourceInstance resource, ModuleInstance module, KeptByState kept, Declarations into) {
        Value.Fields values = settled(resource, resource.type());
        Resource declared = kept.with(new Resource(
                resource.address(),
                resource.type(),
                module.providers().of(resource),
                values,
                resource.block().span().origin()));
        if (ProviderResources.isGroup(declared.type())) {
            ProviderResources.declare(
                    withWhatIsNotRead(declared, resource, module.text().broken()), into);
        } else {
            ProviderResources.declarePerhaps(declared, resource.uncertain(), into);
        }
    }

    /** Whether this block makes a group. */
    static boolean isGroup(Block block) {
        return block.type().equals("resource")
                && block.labels().size() == 2
                && ProviderResources.isGroup(block.labels().get(0));
    }

    /** A group may have rules in a file that is not read, and keeps those that it has where it is imported. */
    private Resource withWhatIsNotRead(Resource group, ResourceInstance resource, List<ModuleText.BrokenText> lost) {
        boolean isInline = group.values().members().containsKey("egress");
        List<Value> beside = new ArrayList<>();
        for (ModuleText.BrokenText file : lost) {
            boolean isItself = file.group().filter(resource.block()::equals).isPresent();
            if (isItself || file.isOverride() || file.mayHoldRules() && !isInline) {
                beside.add(new Value.Unknown(file.why(), file.origin()));
            }
        }
        if (!isInline && group.type().equals("aws_security_group") && isImported(resource)) {
            beside.add(new Value.Unknown(
                    "it is imported without `egress`, which keeps the rules that it has", group.origin()));
        }
        if (beside.isEmpty()) {
            return group;
        }
        beside.add(0, group.value("egress"));
        return group.with("egress", new Value.Items(beside, group.origin()));
    }

    private boolean isImported(ResourceInstance resource) {
        String block = ResourceAddress.block(resource.address());
        return all.get(0).text().imports().stream()
                .flatMap(imported -> imported.body().argument("to").stream())
                .anyMatch(to -> ResourceAddress.block(to.value().words()).equals(block));
    }

    /** A group whose id a module is given that is not read may get any rule there. */
    private static void givenAway(String address, UnreadCall call, Declarations into) {
        Origin origin = call.block.span().origin();
        Value.Unknown rule = new Value.Unknown("`" + address + "` is not read, and is given this group", origin);
        for (Argument argument : call.block.body().arguments()) {
            if (argument.name().endsWith("security_group_id") || argument.name().equals("security_group")) {
                Value group = call.evaluator.value(argument.value());
                Resource resource =
                        new Resource(address, "module", Scope.UNKNOWN, new Value.Fields(Map.of(), origin), origin);
                if (group instanceof Value.Reference) {
                    into.rule(new RuleDeclaration(
                            resource, RuleDeclaration.Side.OUTBOUND, group, rule, ProviderResources.ONE_RULE));
                }
            }
        }
    }
}
