/**
 * Reports about searches: the promised mean, and the confirmed one over fresh seeds. Start reading
 * at {@link dev.recsim.report.search.Tuning}.
 */
package dev.recsim.report.search;
