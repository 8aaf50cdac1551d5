/** The messages of the protocol that docs/agents/protocol.md describes. */
package dev.recsim.bridge.protocol;
