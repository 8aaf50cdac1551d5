package dev.recsim.agent.layer;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Part;

/** Agents inside layers. */
public final class Bases {
  private Bases() {}

  public static <C extends Record> Part<AgentProvider<?>> of(AgentProvider<C> provider) {
    return of(provider, provider.defaults());
  }

  public static <C extends Record> Part<AgentProvider<?>> of(AgentProvider<C> provider, C options) {
    return new Part<>(provider, options);
  }
}
