/**
 * Worlds composed of parts. Holds {@link dev.recsim.env.world.ComposedWorld}, its visits, its
 * candidates and what it counts; the parts themselves are in the packages beside it. May import
 * {@code api} and {@code random}. Start reading at {@code Visit}.
 */
package dev.recsim.env.world;
