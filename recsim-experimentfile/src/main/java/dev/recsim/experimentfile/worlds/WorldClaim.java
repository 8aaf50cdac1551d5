package dev.recsim.experimentfile.worlds;

import dev.recsim.rule.Claim;

/**
 * A claim over plausible worlds.
 *
 * @param line in the file, 1-based
 * @param design the worlds
 */
public record WorldClaim(Claim.InWorlds claim, int line, WorldDesign design) {}
