/**
 * Layers: agents that wrap another and change what it is given of a session or how it acts. They
 * work by {@link dev.recsim.api.Perception}, so that all policies stay free of state. May import
 * {@code api}, {@code random} and the rest of {@code agent}. Start reading at {@code Layer}.
 */
package dev.recsim.agent.layer;
