/**
 * Pure statistics on arrays of scores: intervals, interquartile means, bootstrap and comparisons.
 * Independent of trials and agents. May import {@code random}. Start reading at {@link
 * dev.recsim.stats.Estimate}.
 */
package dev.recsim.stats;
