/**
 * The agent {@code full_slate_q}: a value for each whole slate. Start reading at {@link
 * dev.recsim.learn.fullslateq.FullSlateQ}.
 */
package dev.recsim.learn.fullslateq;
