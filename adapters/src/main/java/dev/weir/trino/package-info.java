/**
 * Trino, by its REST protocol: statements posted to a coordinator, whose answers come page by page. Called by faces.
 *
 * <pre>
 * where and who   TrinoAddress
 * calls           TrinoCalls
 * the engine      TrinoEngine TrinoRows
 * </pre>
 */
@NullMarked
package dev.weir.trino;

import org.jspecify.annotations.NullMarked;
