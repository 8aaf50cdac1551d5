/**
 * What agents with softmax policies share. Start reading at {@link
 * dev.recsim.learn.softmax.SoftmaxPolicy}.
 */
package dev.recsim.learn.softmax;
