/** Sums and linear systems in double precision, in a fixed order of operations. */
package dev.recsim.algebra;
