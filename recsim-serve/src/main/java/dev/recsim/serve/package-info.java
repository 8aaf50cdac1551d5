/** Ranks documents with promoted policies. */
package dev.recsim.serve;
