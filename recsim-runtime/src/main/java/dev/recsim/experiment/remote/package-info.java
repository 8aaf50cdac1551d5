/**
 * Trials in other processes: what is said to them, their pool, and their own end. Start reading at
 * {@link dev.recsim.experiment.remote.Frames}.
 */
package dev.recsim.experiment.remote;
