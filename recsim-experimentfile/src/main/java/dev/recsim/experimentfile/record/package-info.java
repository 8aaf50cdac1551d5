/**
 * Records of predictions and outcomes, {@code experiments/reality/<name>.yaml}. Start reading at
 * {@link dev.recsim.experimentfile.record.RecordReader}.
 */
package dev.recsim.experimentfile.record;
