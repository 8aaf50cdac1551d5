/**
 * The trees that a file stands for: what it extends, what is set beside it, its environments and
 * its sweep. Start reading at {@link dev.recsim.experimentfile.variants.Grid}.
 */
package dev.recsim.experimentfile.variants;
