package dev.recsim.experimentfile.rule;

import dev.recsim.baseline.rule.Quantity;

/**
 * A guarded metric and where it stands.
 *
 * @param line in the file, 1-based
 */
public record GuardSpec(Quantity guard, int line) {}
