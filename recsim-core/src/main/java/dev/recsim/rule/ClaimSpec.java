package dev.recsim.rule;

/**
 * A claim and where it stands.
 *
 * @param line in the file, 1-based
 */
public record ClaimSpec(Claim claim, int line) {}
