/**
 * Scores by the keys of a sweep: within an experiment and over several. Start reading at {@link
 * dev.recsim.report.sweep.SweepSection}.
 */
package dev.recsim.report.sweep;
