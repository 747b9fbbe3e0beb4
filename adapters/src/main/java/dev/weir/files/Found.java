package dev.weir.files;

import dev.weir.inventory.Scope;
import java.util.function.Function;

/**
 * A thing read from a file whose scope may still be filled in.
 *
 * @param file where
 * @param id its id
 * @param scope what the thing itself says
 * @param make makes it, given its scope
 */
record Found<T>(SourceFile file, String id, Scope scope, Function<Scope, T> make) {}
