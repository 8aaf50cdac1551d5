/**
 * Benchmarks of what {@code slate_q} keeps to its own package; {@code docs/benchmarks.md} says how
 * to run them.
 */
package dev.recsim.learn.slateq;
