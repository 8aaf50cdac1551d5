package dev.recsim.fit.chain;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/**
 * Sessions as sequences of symbols, such as the categories of the pages that a user opened. Equal
 * sessions are stored once, in the order of their first occurrence.
 *
 * @param symbols number of symbols; they are 0 .. symbols - 1, and {@code symbols} is the exit
 * @param distinct each distinct session: its symbols, and the exit unless the session was cut off
 * @param counts how often each occurs
 */
public record Sequences(int symbols, List<int[]> distinct, int[] counts) {

  /** Collects sessions. */
  public static final class Builder {
    private final int symbols;
    private final Map<Key, Integer> indices = new HashMap<>();
    private final List<int[]> distinct = new ArrayList<>();
    private int[] counts = new int[16];

    /**
     * @param symbols number of symbols, 1 or more
     */
    public Builder(int symbols) {
      this.symbols = symbols;
    }

    /**
     * Adds a session.
     *
     * @param session its symbols, one or more; copied
     * @param ended whether the user left; otherwise the session was cut off
     * @throws IllegalArgumentException if it is empty or a symbol is out of range
     */
    public Builder add(int[] session, boolean ended) {
      if (session.length == 0) {
        throw new IllegalArgumentException("a session has at least one symbol");
      }
      for (int symbol : session) {
        if (symbol < 0 || symbol >= symbols) {
          throw new IllegalArgumentException(
              "symbol %s is not in 0 .. %s".formatted(symbol, symbols - 1));
        }
      }
      int[] copy = Arrays.copyOf(session, session.length + (ended ? 1 : 0));
      if (ended) {
        copy[session.length] = symbols;
      }
      int index = indices.computeIfAbsent(new Key(copy), key -> distinct.size());
      if (index == distinct.size()) {
        distinct.add(copy);
        counts = index < counts.length ? counts : Arrays.copyOf(counts, 2 * index);
      }
      counts[index]++;
      return this;
    }

    /** Returns the sessions so far. */
    public Sequences build() {
      return new Sequences(symbols, List.copyOf(distinct), Arrays.copyOf(counts, distinct.size()));
    }
  }

  private record Key(int[] session) {
    @Override
    public boolean equals(Object other) {
      return other instanceof Key key && Arrays.equals(session, key.session);
    }

    @Override
    public int hashCode() {
      return Arrays.hashCode(session);
    }
  }

  /** Number of sessions. */
  public long sessions() {
    return Arrays.stream(counts).asLongStream().sum();
  }

  /** Number of symbols in all sessions, exits included. */
  public long events() {
    long events = 0;
    for (int i = 0; i < counts.length; i++) {
      events += (long) counts[i] * distinct.get(i).length;
    }
    return events;
  }

  /** Number of symbols of a distinct session without its exit. */
  public int length(int index) {
    int[] session = distinct.get(index);
    return session[session.length - 1] == symbols ? session.length - 1 : session.length;
  }

  /** Share of the sessions with each length: entry l is the share of length l; entry 0 is 0. */
  public double[] lengths() {
    int longest = 0;
    for (int i = 0; i < counts.length; i++) {
      longest = Math.max(longest, length(i));
    }
    double[] shares = new double[longest + 1];
    double all = sessions();
    for (int i = 0; i < counts.length; i++) {
      shares[length(i)] += counts[i] / all;
    }
    return shares;
  }

  /** How often each symbol occurs, the exit last. */
  public long[] occurrences() {
    long[] occurrences = new long[symbols + 1];
    for (int i = 0; i < counts.length; i++) {
      for (int symbol : distinct.get(i)) {
        occurrences[symbol] += counts[i];
      }
    }
    return occurrences;
  }
}
