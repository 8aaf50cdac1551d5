/**
 * Built-in environments. May import {@code api} and {@code random}; reached only through {@link
 * dev.recsim.api.EnvironmentProvider}. Start reading at {@link dev.recsim.env.TransitionMatrix}.
 */
package dev.recsim.env;
