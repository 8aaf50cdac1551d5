/** The report of a fit. Start reading at {@link dev.recsim.report.fit.FitPage}. */
package dev.recsim.report.fit;
