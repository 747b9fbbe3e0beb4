/** What flow logs can tell of each VPC and each failing group, and what must be made so that they tell more. */
@NullMarked
package dev.weir.operation.logs;

import org.jspecify.annotations.NullMarked;
