/**
 * Reward baselines: what an experiment came to, the committed file of it, and the verdict whether a
 * newer run is as good. Pure: reads text, writes text, no files. May import {@code api}, {@code
 * json}, {@code stats} and {@code trial}. Start reading at {@link dev.recsim.baseline.Check}.
 */
package dev.recsim.baseline;
