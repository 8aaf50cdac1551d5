package dev.recsim.fit.chain;

import dev.recsim.random.RandomKey;
import dev.recsim.tool.OriginalData;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.StringTokenizer;
import java.util.stream.IntStream;
import java.util.zip.ZipInputStream;

/**
 * Counts of sessions of msnbc.com, of which every fifth is held out.
 *
 * @param start number of sessions by first category
 * @param next [category][next category], the exit last
 * @param lengths number of sessions by length
 */
public record Msnbc(long[] start, long[][] next, long[] lengths) {
  private static final Path COUNTS = Path.of("src/test/resources/msnbc/counts.csv");
  public static final int CATEGORIES = 17;
  private static final int LONGEST = 15_000;
  private static final int HEADER = 7;

  /** The counts of a part of both halves: training or held_out. */
  public static Msnbc of(String part) throws IOException {
    Msnbc first = of("first", part);
    Msnbc second = of("second", part);
    Msnbc sum = empty();
    for (Msnbc half : List.of(first, second)) {
      add(half.start, sum.start);
      add(half.lengths, sum.lengths);
      for (int i = 0; i < CATEGORIES; i++) {
        add(half.next[i], sum.next[i]);
      }
    }
    return sum;
  }

  /** The counts of a part of one half. */
  public static Msnbc of(String half, String part) throws IOException {
    Msnbc counts = empty();
    for (String line : Files.readAllLines(COUNTS)) {
      String[] cells = line.split(",");
      if (cells[0].equals(half) && cells[1].equals(part)) {
        long[] row = Arrays.stream(cells[4].split(" ")).mapToLong(Long::parseLong).toArray();
        switch (cells[2]) {
          case "start" -> add(row, counts.start);
          case "next" -> add(row, counts.next[Integer.parseInt(cells[3])]);
          default -> counts.lengths[Integer.parseInt(cells[3])] = row[0];
        }
      }
    }
    return counts;
  }

  private static Msnbc empty() {
    return new Msnbc(new long[CATEGORIES], new long[CATEGORIES][CATEGORIES + 1], new long[LONGEST]);
  }

  private static void add(long[] more, long[] sum) {
    for (int i = 0; i < more.length; i++) {
      sum[i] += more[i];
    }
  }

  /** Share of sessions by length, up to the longest. */
  public double[] lengthShares() {
    int longest = IntStream.range(0, LONGEST).filter(it -> lengths[it] > 0).max().orElseThrow();
    double sessions = Arrays.stream(lengths).sum();
    return Arrays.stream(lengths, 0, longest + 1).mapToDouble(it -> it / sessions).toArray();
  }

  /** Sessions with the same first categories, moves and exits, in an order that the key draws. */
  public List<int[]> sessions(RandomKey key) {
    int[][] moves = new int[CATEGORIES + 1][];
    for (int from = 0; from <= CATEGORIES; from++) {
      moves[from] = shuffled(from < CATEGORIES ? next[from] : start, key.child(from));
    }
    return circuit(moves);
  }

  /** The sessions as a log. */
  public Sequences log(RandomKey key) {
    Sequences.Builder log = new Sequences.Builder(CATEGORIES);
    sessions(key).forEach(session -> log.add(session, true));
    return log.build();
  }

  private static int[] shuffled(long[] counts, RandomKey key) {
    int[] all =
        IntStream.range(0, counts.length)
            .flatMap(to -> IntStream.generate(() -> to).limit(counts[to]))
            .toArray();
    for (int i = all.length - 1; i > 0; i--) {
      int j = key.below(i, i + 1);
      int swapped = all[i];
      all[i] = all[j];
      all[j] = swapped;
    }
    return all;
  }

  /** A circuit from the outside that uses each move once, by Hierholzer's algorithm. */
  private static List<int[]> circuit(int[][] moves) {
    int all = Arrays.stream(moves).mapToInt(it -> it.length).sum();
    int[] used = new int[moves.length];
    int[] stack = new int[all + 1];
    int[] circuit = new int[all + 1];
    int depth = 1;
    int done = all + 1;
    stack[0] = CATEGORIES;
    while (depth > 0) {
      int at = stack[depth - 1];
      if (used[at] < moves[at].length) {
        stack[depth++] = moves[at][used[at]++];
      } else {
        circuit[--done] = at;
        depth--;
      }
    }
    List<int[]> sessions = new ArrayList<>();
    int from = 1;
    for (int i = 1; i < circuit.length; i++) {
      if (circuit[i] == CATEGORIES) {
        sessions.add(Arrays.copyOfRange(circuit, from, i));
        from = i + 1;
      }
    }
    return sessions;
  }

  /** The sessions of the original file, in its order. */
  public static List<int[]> original() throws IOException {
    List<int[]> sessions = new ArrayList<>();
    Path file = OriginalData.file("msnbc/msnbc990928.zip");
    try (ZipInputStream zip = new ZipInputStream(Files.newInputStream(file))) {
      zip.getNextEntry();
      BufferedReader lines =
          new BufferedReader(new InputStreamReader(zip, StandardCharsets.US_ASCII));
      for (int i = 0; i < HEADER; i++) {
        lines.readLine();
      }
      for (String line = lines.readLine(); line != null; line = lines.readLine()) {
        StringTokenizer words = new StringTokenizer(line);
        int[] symbols = new int[words.countTokens()];
        for (int t = 0; t < symbols.length; t++) {
          symbols[t] = Integer.parseInt(words.nextToken()) - 1;
        }
        if (symbols.length > 0) {
          sessions.add(symbols);
        }
      }
    }
    return sessions;
  }

  /** The original sessions that are held out, or the others. */
  public static Sequences original(boolean heldOut) throws IOException {
    Sequences.Builder log = new Sequences.Builder(CATEGORIES);
    List<int[]> sessions = original();
    for (int i = 0; i < sessions.size(); i++) {
      if (i % 5 == 4 == heldOut) {
        log.add(sessions.get(i), true);
      }
    }
    return log.build();
  }
}
