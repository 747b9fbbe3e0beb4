/**
 * Many accounts and Regions read as one inventory: what is read next, what was read before, what was refused.
 *
 * <p>Ports are the interfaces here: the accounts ({@code aws}) and where batches are kept between runs ({@code files}).
 */
@NullMarked
package dev.weir.organization;

import org.jspecify.annotations.NullMarked;
