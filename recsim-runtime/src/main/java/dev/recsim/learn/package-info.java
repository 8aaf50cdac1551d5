/**
 * What agents with networks share: {@link dev.recsim.learn.Engine} and {@link
 * dev.recsim.learn.Network}, learned vectors, memories of transitions and searches for the nearest
 * documents. Each algorithm is a package below. May import {@code api} and {@code random}.
 */
package dev.recsim.learn;
