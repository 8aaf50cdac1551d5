/** Reads all committed baselines. Start reading at {@link dev.recsim.app.trend.TrendOperation}. */
package dev.recsim.app.trend;
