/**
 * Whether users changed while a log was written. Start reading at {@link
 * dev.recsim.fit.drift.Drift}.
 */
package dev.recsim.fit.drift;
