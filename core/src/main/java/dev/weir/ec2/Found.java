package dev.weir.ec2;

import dev.weir.inventory.Scope;
import java.util.function.Function;

/**
 * A thing in an answer, whose account and Region may still be filled in by what else is known of the place.
 *
 * @param id its id
 * @param scope what the thing itself says
 * @param make makes it, given its scope
 */
public record Found<T>(String id, Scope scope, Function<Scope, T> make) {

    /** The thing; what it does not say of its account and Region is taken from {@code around}. */
    public T in(Scope around) {
        return make.apply(scope.orElse(around));
    }
}
