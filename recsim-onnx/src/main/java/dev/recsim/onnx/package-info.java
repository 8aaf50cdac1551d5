/**
 * Models of ONNX as agents, by ONNX Runtime, which no other module of recsim uses. Found through
 * {@link dev.recsim.agent.onnx.OnnxModels}. Start reading at {@link dev.recsim.onnx.ModelAgent}.
 */
package dev.recsim.onnx;
