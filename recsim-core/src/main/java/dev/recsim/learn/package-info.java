/**
 * Shared classes of agents that learn: {@link dev.recsim.learn.Engine} and {@link
 * dev.recsim.learn.Network}, learned vectors, and replay buffers. Each algorithm is in a package
 * below. May import {@code vectors}, {@code api} and {@code random}.
 */
package dev.recsim.learn;
