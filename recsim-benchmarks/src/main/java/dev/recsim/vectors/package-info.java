/** Benchmark of the search for nearest documents. */
package dev.recsim.vectors;
