/** The agent {@code tabular_q}: Q-learning with a table. */
package dev.recsim.agent.tabularq;
