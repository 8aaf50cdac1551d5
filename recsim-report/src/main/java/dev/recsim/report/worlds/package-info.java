/**
 * Claims over plausible worlds in reports. Start reading at {@link
 * dev.recsim.report.worlds.WorldStudy}.
 */
package dev.recsim.report.worlds;
