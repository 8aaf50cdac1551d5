/** Counters of what a ranker does, and policies that rank beside. */
package dev.recsim.serve.measure;
