/**
 * A comparison of two runs or baselines: changed keys, differences of each agent with intervals, as
 * lines for a terminal, Markdown, JSON and a page. Pure; reads and writes no files. Start reading
 * at {@link dev.recsim.report.compare.RunComparison}.
 */
package dev.recsim.report.compare;
