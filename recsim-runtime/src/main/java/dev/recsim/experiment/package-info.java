/**
 * Plans, runs and resumes the trials of an experiment. May start threads. May import {@code
 * experimentfile}, {@code store}, {@code trial}, {@code api}, {@code random}, {@code exact} and
 * {@code io}. Start reading at {@link dev.recsim.experiment.Plan}.
 */
package dev.recsim.experiment;
