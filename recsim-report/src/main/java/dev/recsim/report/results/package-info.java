/**
 * {@code results.json} as records, written and read by the same mapping. Pure; reads and writes no
 * files. Start reading at {@link dev.recsim.report.results.Results}.
 */
package dev.recsim.report.results;
