package dev.recsim.rule;

/**
 * A guarded metric and where it stands.
 *
 * @param line in the file, 1-based
 */
public record GuardSpec(Quantity guard, int line) {}
