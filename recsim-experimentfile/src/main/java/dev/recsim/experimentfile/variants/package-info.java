/**
 * The trees that a file defines: with the files that it extends, settings, environments and sweeps.
 * Start reading at {@link dev.recsim.experimentfile.variants.SweepGrid}.
 */
package dev.recsim.experimentfile.variants;
