package dev.weir.operation;

import java.time.Duration;
import java.util.OptionalInt;

/**
 * How a change is watched once it is made.
 *
 * @param period how long, counted from the first delivery of its records
 * @param limit how many rejected flows undo it; empty where none does
 * @param logs where its records come
 */
public record Watching(Duration period, OptionalInt limit, FlowLogs logs) {}
