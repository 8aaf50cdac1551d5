/**
 * Pure functions from results to text: HTML, JSON, Markdown. No clock, no files, no environment.
 * May import {@code trial}, {@code baseline} and {@code stats}. Start reading at {@link
 * dev.recsim.report.ExperimentResults}.
 */
package dev.recsim.report;
