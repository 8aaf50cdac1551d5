/**
 * Writes greedy policies as graphs of ONNX. Start reading at {@link
 * dev.recsim.learn.onnx.PolicyGraph}.
 */
package dev.recsim.learn.onnx;
