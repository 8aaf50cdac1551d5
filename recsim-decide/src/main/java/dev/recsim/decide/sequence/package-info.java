/** Bounds of an effect that hold at all looks together, and what a test needs to show one. */
package dev.recsim.decide.sequence;
