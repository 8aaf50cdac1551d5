/**
 * What a search promised and what its winner earned on fresh seeds. Start reading at {@link
 * dev.recsim.report.search.Tuning}.
 */
package dev.recsim.report.search;
