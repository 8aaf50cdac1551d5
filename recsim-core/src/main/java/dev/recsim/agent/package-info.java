/**
 * Built-in agents without networks. May import {@code api}, {@code random} and {@code exact};
 * reached only through {@link dev.recsim.api.AgentProvider}. Start reading at {@link
 * dev.recsim.agent.OptimalProvider}.
 */
package dev.recsim.agent;
