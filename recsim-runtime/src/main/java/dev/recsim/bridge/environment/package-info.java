/**
 * Environments for other processes. Start reading at {@link
 * dev.recsim.bridge.environment.EnvironmentServer}.
 */
package dev.recsim.bridge.environment;
