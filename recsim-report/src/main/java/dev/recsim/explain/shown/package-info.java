/**
 * What agents show in replayed evaluation sessions: tables of impressions, agreement of agents,
 * entropy, calibration of values, and the effect of a feature. {@link
 * dev.recsim.explain.shown.ShownTables} is stored and read by reports.
 */
package dev.recsim.explain.shown;
