/**
 * Saved policies: networks as safetensors, with the agent's options as JSON, from which a program
 * loads the policy without the experiment. Promoted policies are folders with a manifest of what a
 * server needs to know. Imports {@code api}, {@code random} and {@code io}. Start reading at {@link
 * dev.recsim.policy.SavedPolicy} and {@link dev.recsim.policy.PromotedPolicy}.
 */
package dev.recsim.policy;
