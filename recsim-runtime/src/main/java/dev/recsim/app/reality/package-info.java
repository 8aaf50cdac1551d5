/**
 * {@code recsim:predict}, {@code recsim:reality} and claims {@code by: reality}. Start reading at
 * {@link dev.recsim.app.reality.Prognosis}.
 */
package dev.recsim.app.reality;
