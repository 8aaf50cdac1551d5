/**
 * Interfaces for your own bandit algorithms. Start reading at {@link dev.recsim.api.bandit.Bandit}.
 */
package dev.recsim.api.bandit;
