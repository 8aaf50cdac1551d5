/**
 * Pure statistics on arrays of scores: intervals, interquartile means, bootstrap and comparisons.
 * Knows neither trials nor agents. May import {@code random}. Start reading at {@link
 * dev.recsim.stats.Estimate}.
 */
package dev.recsim.stats;
