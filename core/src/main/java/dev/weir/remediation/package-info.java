/**
 * Carrying a plan out: apply, resume, rollback, what is checked before and watched afterwards.
 *
 * <p>Uses every room above it. The world answers through the ports {@code SecurityGroupGateway}, {@code Journal} and
 * {@code Pacer}; {@code app} has the adapters.
 */
@NullMarked
package dev.weir.remediation;

import org.jspecify.annotations.NullMarked;
