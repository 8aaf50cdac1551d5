/**
 * Greedy policies as graphs of ONNX. May import {@code learn}, {@code api} and {@code policy};
 * reached only through {@link dev.recsim.policy.GraphFormat}. Start reading at {@link
 * dev.recsim.export.AgentGraphs}.
 */
package dev.recsim.export;
