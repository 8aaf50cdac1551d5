/** Benchmarks of the runtime's inner loops; {@code docs/benchmarks.md} says how to run them. */
package dev.recsim.benchmarks;
