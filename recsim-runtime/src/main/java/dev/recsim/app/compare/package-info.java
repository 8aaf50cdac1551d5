/**
 * Compares runs, baselines and committed baselines with each other. Start reading at {@link
 * dev.recsim.app.compare.CompareOperation}.
 */
package dev.recsim.app.compare;
