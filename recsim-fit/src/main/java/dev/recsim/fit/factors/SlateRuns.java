package dev.recsim.fit.factors;

import dev.recsim.fit.ids.IntBlocks;
import dev.recsim.fit.ids.Ratings;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Slates in runs, which are of one user each, in the order of the log.
 *
 * @param documents number of documents; they are 0 .. documents - 1
 * @param size number of positions of a slate
 * @param first the first slate of each run, and the end of the last
 * @param user of each run; below 0 if nothing is known about the user
 * @param shown the documents of each slate, [slates x size]
 * @param clicked position that was clicked, -1 for none, of each slate
 * @param marks {@link #START}, {@link #LEFT} and {@link #STAYED} of each slate
 */
public record SlateRuns(
    int documents, int size, int[] first, int[] user, int[] shown, byte[] clicked, byte[] marks) {
  /** The slate is the first of a session. */
  public static final int START = 1;

  /** The user left after the slate. */
  public static final int LEFT = 2;

  /** The user got another slate. */
  public static final int STAYED = 4;

  private static final int MARKS = 3;

  /** Number of slates. */
  public int slates() {
    return clicked.length;
  }

  /** Number of runs. */
  public int runs() {
    return user.length;
  }

  /** Number of sessions. */
  int sessions() {
    return (int) IntStream.range(0, slates()).filter(slate -> has(slate, START)).count();
  }

  /** The document that was clicked; -1 for none. */
  public int click(int slate) {
    return clicked[slate] < 0 ? -1 : shown[slate * size + clicked[slate]];
  }

  boolean has(int slate, int mark) {
    return (marks[slate] & mark) != 0;
  }

  /** The number of users, counted by the highest one. */
  int users() {
    return Arrays.stream(user).max().orElse(-1) + 1;
  }

  /** How often each document was shown. */
  int[] exposures() {
    int[] exposures = new int[documents];
    for (int document : shown) {
      exposures[document]++;
    }
    return exposures;
  }

  /** How often each document was clicked in each run. */
  Ratings ratings() {
    int[] starts = new int[runs() + 1];
    int[] clicks = new int[slates()];
    for (int run = 0; run < runs(); run++) {
      starts[run + 1] = starts[run];
      for (int slate = first[run]; slate < first[run + 1]; slate++) {
        if (clicked[slate] >= 0) {
          clicks[starts[run + 1]++] = click(slate);
        }
      }
    }
    return Ratings.of(documents, starts, Arrays.copyOf(clicks, starts[runs()]));
  }

  /** The same slates with other clicks. */
  SlateRuns with(byte[] positions) {
    return new SlateRuns(documents, size, first, user, shown, positions, marks);
  }

  /** Where the last fifth of a run begins. */
  int lastFifth(int run) {
    return first[run + 1] - (first[run + 1] - first[run]) / 5;
  }

  /** The runs with these numbers. */
  SlateRuns select(int[] runs) {
    return parts(runs, false);
  }

  /** Numbers of runs that are spread evenly over all, ascending. */
  int[] someRuns(int count) {
    int[] some = new int[count];
    Arrays.setAll(some, i -> (int) ((long) i * runs() / count));
    return some;
  }

  /** The slates of the first of every so many runs. */
  SlateRuns everyRun(int step) {
    return step == 1
        ? this
        : select(IntStream.range(0, runs()).filter(r -> r % step == 0).toArray());
  }

  /** All runs without their last fifth. */
  SlateRuns beforeLastFifth() {
    int[] all = new int[runs()];
    Arrays.setAll(all, i -> i);
    return parts(all, true);
  }

  private SlateRuns parts(int[] runs, boolean cut) {
    int[] starts = new int[runs.length + 1];
    int[] users = new int[runs.length];
    for (int i = 0; i < runs.length; i++) {
      int end = cut ? lastFifth(runs[i]) : first[runs[i] + 1];
      starts[i + 1] = starts[i] + end - first[runs[i]];
      users[i] = user[runs[i]];
    }
    int all = starts[runs.length];
    SlateRuns part =
        new SlateRuns(
            documents, size, starts, users, new int[all * size], new byte[all], new byte[all]);
    for (int i = 0; i < runs.length; i++) {
      int from = first[runs[i]];
      int length = starts[i + 1] - starts[i];
      System.arraycopy(shown, from * size, part.shown, starts[i] * size, length * size);
      System.arraycopy(clicked, from, part.clicked, starts[i], length);
      System.arraycopy(marks, from, part.marks, starts[i], length);
    }
    return part;
  }

  /** Collects slates in the order of the log. */
  public static final class Builder {
    private final int size;
    private final IntBlocks shown = new IntBlocks();
    private final IntBlocks rest = new IntBlocks();
    private final IntBlocks run = new IntBlocks();

    public Builder(int size) {
      this.size = size;
    }

    /**
     * Adds a slate.
     *
     * @param runOf its run
     * @param position that was clicked, -1 for none
     */
    public void add(int runOf, int[] documents, int position, int marks) {
      for (int document : documents) {
        shown.add(document);
      }
      rest.add(position + 1 << MARKS | marks);
      run.add(runOf);
    }

    /**
     * Returns the slates, grouped by run.
     *
     * @param documents number of documents
     * @param order final index of each document
     * @param user of each run
     */
    public SlateRuns build(int documents, int[] order, int[] user) {
      int slates = rest.size();
      int[] first = new int[user.length + 1];
      for (int i = 0; i < slates; i++) {
        first[run.get(i) + 1]++;
      }
      for (int r = 0; r < user.length; r++) {
        first[r + 1] += first[r];
      }
      int[] next = first.clone();
      SlateRuns rows =
          new SlateRuns(
              documents,
              size,
              first,
              user,
              new int[Math.multiplyExact(slates, size)],
              new byte[slates],
              new byte[slates]);
      for (int i = 0; i < slates; i++) {
        int place = next[run.get(i)]++;
        for (int k = 0; k < size; k++) {
          rows.shown[place * size + k] = order[shown.get(i * size + k)];
        }
        rows.clicked[place] = (byte) ((rest.get(i) >> MARKS) - 1);
        rows.marks[place] = (byte) (rest.get(i) & (1 << MARKS) - 1);
      }
      return rows;
    }
  }
}
