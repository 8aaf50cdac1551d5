/**
 * Baselines: the recorded scores of an experiment, their file format, and the verdict on a newer
 * run. Pure: it reads and writes text, not files. May import {@code api}, {@code json}, {@code
 * stats} and {@code trial}. Start reading at {@link dev.recsim.baseline.Check}.
 */
package dev.recsim.baseline;
