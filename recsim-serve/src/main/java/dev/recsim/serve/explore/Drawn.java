package dev.recsim.serve.explore;

import dev.recsim.api.Slate;

/**
 * A slate that was drawn.
 *
 * @param slate the slate
 * @param propensities of each document, given those above it; null if they are unknown
 * @param teams of an interleaved slate, which policy has picked the document at each position: 0 or
 *     1; otherwise null
 * @param member of an ensemble that was drawn; 0 if there is one
 */
public record Drawn(Slate slate, double[] propensities, int[] teams, int member) {}
