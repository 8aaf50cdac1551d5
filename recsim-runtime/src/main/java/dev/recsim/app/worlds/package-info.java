/** Trials in plausible worlds. Start reading at {@link dev.recsim.app.worlds.WorldTrials}. */
package dev.recsim.app.worlds;
