/**
 * Data of live tests: rows of units, or sums of days, become the sums that {@code decide} judges.
 * May import {@code decide}, {@code io} and {@code logs}. Start reading at {@link
 * dev.recsim.live.TestSource}; sources are in {@link dev.recsim.live.file}.
 */
package dev.recsim.live;
