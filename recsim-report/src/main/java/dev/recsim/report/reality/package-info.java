/**
 * Pages and words about records of predictions and outcomes. Start reading at {@link
 * dev.recsim.report.reality.RealityPage}.
 */
package dev.recsim.report.reality;
