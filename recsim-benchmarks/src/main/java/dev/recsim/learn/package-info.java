/** Benchmarks of the search for nearest documents and of whole catalogues. */
package dev.recsim.learn;
