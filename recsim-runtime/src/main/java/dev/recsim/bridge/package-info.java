/**
 * Agents in other processes and environments for other processes, in any language. Start reading at
 * {@link dev.recsim.bridge.protocol.Kind}, the messages.
 */
package dev.recsim.bridge;
