/** Scaling of vectors to length 1, and search for the nearest ones. */
package dev.recsim.learn.vectors;
