package dev.weir.iac.terraform;

import dev.weir.iac.Value;
import dev.weir.iac.hcl.Body.Argument;
import dev.weir.iac.hcl.Body.Block;
import dev.weir.iac.hcl.Evaluator;
import dev.weir.iac.hcl.Expression;
import dev.weir.inventory.Scope;
import dev.weir.inventory.ScopeNames;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The account and Region of each provider configuration that a module knows, by what it calls it: {@code aws}, {@code aws.west}. */
record Providers(Map<String, Scope> scopes) {

    private static final String DEFAULT = "aws";

    /** Those that a module configures itself, beside what it was given. */
    Providers with(List<Block> configured, Evaluator evaluator) {
        Map<String, Scope> more = new HashMap<>(scopes);
        for (Block block : configured) {
            if (block.labels().equals(List.of(DEFAULT))) {
                Optional<String> alias = text(block, "alias", evaluator);
                more.put(alias.map(name -> DEFAULT + "." + name).orElse(DEFAULT), scope(block, evaluator));
            }
        }
        return new Providers(more);
    }

    private static Scope scope(Block block, Evaluator evaluator) {
        Optional<String> account = block.body().blocks("assume_role").stream()
                .findFirst()
                .flatMap(role -> text(role, "role_arn", evaluator))
                .map(ScopeNames::ofArn)
                .flatMap(Scope::account)
                .or(() -> onlyAllowed(block, evaluator));
        return new Scope(account, text(block, "region", evaluator).filter(ScopeNames::isRegion));
    }

    private static Optional<String> onlyAllowed(Block block, Evaluator evaluator) {
        return block.body()
                .argument("allowed_account_ids")
                .map(argument -> evaluator.value(argument.value()).parts())
                .filter(accounts -> accounts.size() == 1)
                .flatMap(accounts -> accounts.get(0).scalar())
                .flatMap(ScopeNames::account);
    }

    private static Optional<String> text(Block block, String name, Evaluator evaluator) {
        return block.body()
                .argument(name)
                .map(argument -> evaluator.value(argument.value()))
                .flatMap(Value::scalar);
    }

    /** Where a resource lies, by its own arguments and its provider's. */
    Scope of(ResourceInstance resource) {
        Scope scope = resource.block()
                .body()
                .argument("provider")
                .map(argument -> scopes.getOrDefault(argument.value().words(), Scope.UNKNOWN))
                .orElseGet(() -> scopes.getOrDefault(DEFAULT, Scope.UNKNOWN));
        Optional<String> region =
                text(resource.block(), "region", resource.evaluator()).filter(ScopeNames::isRegion);
        return region.isPresent() ? new Scope(scope.account(), region) : scope;
    }

    /** What a called module is given: the default one, and what {@code providers} says. */
    Providers given(Block module) {
        Map<String, Scope> given = new HashMap<>();
        given.put(DEFAULT, scopes.getOrDefault(DEFAULT, Scope.UNKNOWN));
        Optional<Argument> providers = module.body().argument("providers");
        if (providers.isPresent() && providers.get().value() instanceof Expression.Braces braces) {
            for (Expression.Entry entry : braces.entries()) {
                given.put(entry.key().words(), scopes.getOrDefault(entry.value().words(), Scope.UNKNOWN));
            }
        }
        return new Providers(given);
    }
}
