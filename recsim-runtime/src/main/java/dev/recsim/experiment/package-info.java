/**
 * From a validated experiment to finished trials: the plan, the scheduler, resuming. The only room
 * that may start threads. May import {@code spec}, {@code store}, {@code trial}, {@code api},
 * {@code exact} and {@code random}. Start reading at {@link dev.recsim.experiment.Plan}.
 */
package dev.recsim.experiment;
