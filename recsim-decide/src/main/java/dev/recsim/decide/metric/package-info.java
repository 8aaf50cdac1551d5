/** Sums over units, metrics of them, and their means in two arms with variances. */
package dev.recsim.decide.metric;
