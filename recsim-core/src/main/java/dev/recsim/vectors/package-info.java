/** Loops over rows of numbers, vectors of length 1, and the search for the nearest vectors. */
package dev.recsim.vectors;
