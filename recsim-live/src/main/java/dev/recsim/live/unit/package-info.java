/**
 * From rows of units in the order of time to exact sums at each look. Start reading at {@link
 * dev.recsim.live.unit.LookSums}.
 */
package dev.recsim.live.unit;
