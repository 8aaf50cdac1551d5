/**
 * The agent {@code slate_q}: learns values of single documents and composes slates from them. Start
 * reading at {@link dev.recsim.learn.slateq.SlateQ}.
 */
package dev.recsim.learn.slateq;
