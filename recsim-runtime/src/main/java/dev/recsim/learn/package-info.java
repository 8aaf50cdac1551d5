/**
 * Shared classes of agents that learn: {@link dev.recsim.learn.Engine} and {@link
 * dev.recsim.learn.Network}, learned vectors, replay buffers and searches for the nearest
 * documents. Each algorithm is in a package below. May import {@code api} and {@code random}.
 */
package dev.recsim.learn;
