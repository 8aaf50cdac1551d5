/**
 * Random numbers without generators. A number is a function of a path of names and indices, see
 * {@link dev.recsim.random.RandomKey}. No class except {@link dev.recsim.random.RandomKey.Race} has
 * state. May import nothing of recsim. Start reading at {@code RandomKey}.
 */
package dev.recsim.random;
