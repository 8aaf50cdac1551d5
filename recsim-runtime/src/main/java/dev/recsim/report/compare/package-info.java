/**
 * Two runs, or baselines, side by side: what changed in their experiments, how each agent's scores
 * differ and how surely, as lines for a terminal, Markdown, JSON and a page. Pure; reads and writes
 * no files. Start reading at {@link dev.recsim.report.compare.RunComparison}.
 */
package dev.recsim.report.compare;
