/**
 * Claims over plausible worlds: their section, and the experiments of the worlds. Start reading at
 * {@link dev.recsim.experimentfile.worlds.WorldDesign}.
 */
package dev.recsim.experimentfile.worlds;
