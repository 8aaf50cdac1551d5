/**
 * Shared classes of agents with softmax policies. Start reading at {@link
 * dev.recsim.learn.softmax.SoftmaxPolicy}.
 */
package dev.recsim.learn.softmax;
