/** The messages of the protocol that docs/protocol.md describes. */
package dev.recsim.bridge.protocol;
