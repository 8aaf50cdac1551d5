package dev.recsim.env;

import dev.recsim.random.RandomKey;

/**
 * Numbers of the streams of random draws that a step uses. A key hashes a name letter by letter, so
 * a name that each step or each document needs becomes a number where it is declared:
 *
 * <pre>{@code
 * private static final long DRIFT = Stream.number("drift");
 *
 * RandomKey moves = step.child(DRIFT);
 * }</pre>
 */
public final class Stream {
  private Stream() {}

  /** Returns the number of a name: 64 bits, so it is in practice no index of another child. */
  public static long number(String name) {
    return RandomKey.root(0).child(name).bits();
  }
}
