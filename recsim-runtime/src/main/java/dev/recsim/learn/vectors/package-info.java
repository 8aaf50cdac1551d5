/** Vectors of documents: scaled to length 1, and those nearest to another. */
package dev.recsim.learn.vectors;
