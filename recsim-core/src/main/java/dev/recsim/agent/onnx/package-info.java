/**
 * Agents that run a model of ONNX. The runtime of the models is in module recsim-onnx. Start
 * reading at {@link dev.recsim.agent.onnx.OnnxProvider}.
 */
package dev.recsim.agent.onnx;
