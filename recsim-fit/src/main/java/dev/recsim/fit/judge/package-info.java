/**
 * Judges how well a model fits held-out sessions. Start reading at {@link
 * dev.recsim.fit.judge.Judgement}.
 */
package dev.recsim.fit.judge;
