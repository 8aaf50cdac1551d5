/**
 * What a page shows of a check: its badge, the differences to the baseline, what changed since, and
 * the history of recorded baselines. Start reading at {@link
 * dev.recsim.report.verdict.VerdictSections}.
 */
package dev.recsim.report.verdict;
