/**
 * Environments composed of parts. Holds {@link dev.recsim.env.compose.ComposedEnvironment}, its
 * sessions, its candidates and what it counts; the parts themselves are in the packages beside it.
 * May import {@code api} and {@code random}. Start reading at {@code UserSession}.
 */
package dev.recsim.env.compose;
