/**
 * How the training of learners ended. {@link dev.recsim.report.training.TrainingEnd} counts endings
 * and names the keys to try.
 */
package dev.recsim.report.training;
