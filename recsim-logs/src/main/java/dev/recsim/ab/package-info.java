/**
 * Data of live tests: rows of units, or sums of days, become the sums that {@code decide} judges.
 * May import {@code decide}, {@code io} and {@code logs}. Start reading at {@link
 * dev.recsim.ab.TestSource}; sources are in {@link dev.recsim.ab.file}.
 */
package dev.recsim.ab;
