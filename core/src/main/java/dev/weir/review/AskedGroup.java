package dev.weir.review;

import java.time.Instant;
import java.util.Optional;

/**
 * A security group whose plan leaves something open.
 *
 * @param id its id
 * @param network where its private addresses mean the same: the VPC; empty where nobody knows
 * @param until the end of what its plan was learned from
 * @param reviewed what is open of it, and what was decided
 */
public record AskedGroup(String id, Optional<String> network, Instant until, Reviewed reviewed) {}
