/**
 * Saved policies: networks as safetensors, with the agent's options as JSON, from which a program
 * loads the policy without the experiment. Imports {@code api}, {@code random} and {@code io}.
 * Start reading at {@link dev.recsim.policy.SavedPolicy}.
 */
package dev.recsim.policy;
