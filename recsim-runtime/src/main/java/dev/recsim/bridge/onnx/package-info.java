/**
 * Agents that run a model of ONNX. The runtime of the models is in module recsim-onnx. Start
 * reading at {@link dev.recsim.bridge.onnx.OnnxProvider}.
 */
package dev.recsim.bridge.onnx;
