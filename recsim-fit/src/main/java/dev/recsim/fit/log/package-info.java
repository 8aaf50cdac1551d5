/**
 * Fits models to the sessions of a log and judges them by those held out. Start reading at {@link
 * dev.recsim.fit.log.Fit}.
 */
package dev.recsim.fit.log;
