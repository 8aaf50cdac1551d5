/**
 * How far the predictions of an environment are from a log of another policy. Start reading at
 * {@link dev.recsim.fit.gap.Gap}.
 */
package dev.recsim.fit.gap;
