package dev.recsim.agent.layer;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;

/** Agents inside layers. */
final class Bases {
  private Bases() {}

  static <C extends Record> Part<AgentProvider<?>> of(AgentProvider<C> provider) {
    return of(provider, provider.defaults());
  }

  static <C extends Record> Part<AgentProvider<?>> of(AgentProvider<C> provider, C options) {
    return new Part<>(provider, options);
  }
}
