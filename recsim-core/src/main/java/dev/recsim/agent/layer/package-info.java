/**
 * Layers: agents that wrap another one and change what it observes or how it acts. They are built
 * on {@link dev.recsim.api.Agent.Perception}, so policies have no state. May import {@code api},
 * {@code random} and the rest of {@code agent}. Start reading at {@code Layer}.
 */
package dev.recsim.agent.layer;
