/**
 * Runs trials in other processes: messages, executors, and the program in the process. Start
 * reading at {@link dev.recsim.experiment.remote.Frames}.
 */
package dev.recsim.experiment.remote;
