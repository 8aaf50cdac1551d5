/** Finds agents that break the contract of {@link dev.recsim.api.Agent}, while their trials run. */
package dev.recsim.trial.verify;
