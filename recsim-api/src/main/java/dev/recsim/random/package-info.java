/**
 * Random numbers as values. Holds {@link dev.recsim.random.RandomKey} and nothing that has state: a
 * number is a function of the path of names and indices that leads to it. May import nothing of
 * recsim. Start reading at {@code RandomKey}.
 */
package dev.recsim.random;
