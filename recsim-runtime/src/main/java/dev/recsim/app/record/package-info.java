/**
 * The files of records of predictions and outcomes, and what they allow to say. Start reading at
 * {@link dev.recsim.app.record.RealityRecord}.
 */
package dev.recsim.app.record;
