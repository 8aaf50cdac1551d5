/** Policies that are served, in copies for threads. */
package dev.recsim.serve.load;
