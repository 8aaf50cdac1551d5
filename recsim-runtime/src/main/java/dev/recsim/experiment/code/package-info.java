/**
 * The code that trials depend on: class path entries by their contents and order, and what of the
 * JVM may change what they do. Start reading at {@link dev.recsim.experiment.code.RunningCode}.
 */
package dev.recsim.experiment.code;
