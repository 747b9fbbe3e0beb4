/**
 * Carrying a plan out: apply, resume, rollback, what is checked before and watched afterwards.
 *
 * <p>Uses every room above it. The world answers through the ports {@code SecurityGroupGateway}, {@code Journal} and
 * {@code Pacer}; adapters implement them, and {@code operation} runs it.
 */
@NullMarked
package dev.weir.remediation;

import org.jspecify.annotations.NullMarked;
