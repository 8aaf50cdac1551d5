/**
 * Statistics of a sample: means, differences, their intervals, and how large a sample must be.
 * Imports nothing. Start reading at {@link dev.recsim.stats.Estimate}.
 */
package dev.recsim.stats;
