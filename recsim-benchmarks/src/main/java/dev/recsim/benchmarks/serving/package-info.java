/** The ranking service under load. */
package dev.recsim.benchmarks.serving;
