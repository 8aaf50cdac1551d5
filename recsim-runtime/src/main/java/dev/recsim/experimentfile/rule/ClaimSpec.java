package dev.recsim.experimentfile.rule;

import dev.recsim.baseline.rule.Claim;

/**
 * A claim and where it stands.
 *
 * @param line in the file, 1-based
 */
public record ClaimSpec(Claim claim, int line) {}
