package dev.weir.iac.cloudformation;

import dev.weir.iac.Value;
import dev.weir.inventory.Scope;
import java.util.Optional;
import java.util.function.Function;

/**
 * How a template becomes a stack.
 *
 * @param scope its account and Region, where known
 * @param stackName where known
 * @param given what a parameter is given
 */
record Deployment(Scope scope, Optional<String> stackName, Function<String, Optional<Value>> given) {}
