package dev.recsim.baseline;

/**
 * A baseline as git remembers it.
 *
 * @param commit short hash
 * @param date of the commit, {@code 2026-11-25}
 * @param subject first line of the commit's message
 * @param baseline what was recorded
 */
public record Revision(String commit, String date, String subject, Snapshot baseline) {}
