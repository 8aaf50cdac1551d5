/**
 * Interfaces for your own environments, agents and metrics.
 *
 * <p>An {@link dev.recsim.api.Environment} opens {@link dev.recsim.api.Session}s. An {@link
 * dev.recsim.api.Agent} chooses slates with its {@link dev.recsim.api.Policy}. A {@link
 * dev.recsim.api.Provider} makes a component available in YAML by name. May import {@code random}.
 * Start reading at {@code Environment}.
 */
package dev.recsim.api;
