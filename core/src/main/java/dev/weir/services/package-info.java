/**
 * What answers of services besides EC2 say: who names security groups, on an interface now or not.
 *
 * <p>Whatever carried the answer; a format of inventory documents like any other, called where those are wired.
 */
@NullMarked
package dev.weir.services;

import org.jspecify.annotations.NullMarked;
