/**
 * How far the values of agents in an environment of clicks are off: the environment simulates its
 * own log, and is fitted again. Start reading at {@link dev.recsim.fit.recovery.Recovery}.
 */
package dev.recsim.fit.recovery;
