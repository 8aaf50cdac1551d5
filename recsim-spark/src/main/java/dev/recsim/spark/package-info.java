/**
 * The program that runs trials on Apache Spark. It speaks with the run that started it over a
 * channel, and has Spark's class path: what runs a trial is loaded in the executors, behind a class
 * loader of its own. Start at {@code SparkDriver}.
 */
package dev.recsim.spark;
