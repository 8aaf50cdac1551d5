/**
 * The committed baselines of a project over time. Start reading at {@link
 * dev.recsim.report.trend.TrendPage}.
 */
package dev.recsim.report.trend;
