/**
 * Agents that learn with networks. Holds the algorithms on plain arrays, and the {@link
 * dev.recsim.learn.Engine} and {@link dev.recsim.learn.Network} that they need of an engine. May
 * import {@code api} and {@code random}.
 */
package dev.recsim.learn;
