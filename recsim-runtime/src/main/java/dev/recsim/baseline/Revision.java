package dev.recsim.baseline;

/**
 * A committed version of a baseline.
 *
 * @param commit short hash
 * @param date of the commit, {@code 2026-11-25}
 * @param subject first line of the commit's message
 * @param baseline the scores of that version
 */
public record Revision(String commit, String date, String subject, Snapshot baseline) {}
