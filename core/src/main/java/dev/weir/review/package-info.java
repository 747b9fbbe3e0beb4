/**
 * What records leave open and people decide: doubts about single destinations, questions that ask many at once, answers.
 *
 * <p>Knows traffic and no plan: {@code plan} finds the doubts and obeys the answers, {@code operation} asks, {@code codec} keeps
 * both, {@code files} reads what a reviewer wrote.
 */
@NullMarked
package dev.weir.review;

import org.jspecify.annotations.NullMarked;
