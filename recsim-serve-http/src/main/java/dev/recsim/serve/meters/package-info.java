/** The counters of a ranker as meters of Micrometer. */
package dev.recsim.serve.meters;
