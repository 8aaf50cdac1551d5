package dev.recsim.fit.next;

import dev.recsim.api.InvalidOption;
import dev.recsim.fit.ids.Histories;
import dev.recsim.fit.ids.IntBlocks;
import dev.recsim.fit.log.Vocabulary;
import dev.recsim.logs.Log;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.Map;
import java.util.stream.IntStream;

/**
 * Collects the documents that users opened. In a log without ids of users, a session is a user. The
 * documents of a user are in the order of time, those of the same time in the order of the log.
 */
final class OpenedDocuments {
  /** Without sessions in the log, all documents of a user are one session. */
  private final boolean sessionless;

  private final Map<Long, Integer> numbers = new HashMap<>();
  private final IntBlocks user = new IntBlocks();
  private final IntBlocks document = new IntBlocks();
  private double[] times = {};

  /** Sessions of each user that ended, and all of them. */
  private final IntBlocks ended = new IntBlocks();

  private final IntBlocks sessions = new IntBlocks();
  private boolean timed = true;
  private int current;

  /**
   * The users of a log.
   *
   * @param inside those of the fit
   * @param outside those held out
   * @param leave probability that a user of the fit leaves after a document
   */
  record Users(Histories inside, Histories outside, double leave) {}

  OpenedDocuments(Log log) {
    sessionless = log.options().columns() != null && log.options().columns().session() == null;
  }

  /** Begins a session. */
  void begin(LoggedSession session) {
    current =
        session.userId() == Log.NOBODY
            ? ended.size()
            : numbers.computeIfAbsent(session.userId(), id -> ended.size());
    if (current == ended.size()) {
      ended.add(0);
      sessions.add(0);
    }
    boolean another = !sessionless || sessions.get(current) == 0;
    sessions.set(current, sessions.get(current) + (another ? 1 : 0));
    boolean left = another && session.end() != End.CUT_OFF;
    ended.set(current, ended.get(current) + (left ? 1 : 0));
  }

  /** Adds a document of the session. */
  void add(int opened, double time) {
    timed &= !Double.isNaN(time);
    if (timed) {
      times = user.size() < times.length ? times : Arrays.copyOf(times, 2 * user.size() + 64);
      times[user.size()] = time;
    }
    user.add(current);
    document.add(opened);
  }

  /**
   * Returns the users.
   *
   * @param heldOut every how many users one is held out
   * @throws InvalidOption if there are too few
   */
  Users users(int documents, Vocabulary vocabulary, int heldOut) {
    int count = ended.size();
    int[] first = new int[count + 1];
    for (int i = 0; i < user.size(); i++) {
      first[user.get(i) + 1]++;
    }
    for (int u = 0; u < count; u++) {
      first[u + 1] += first[u];
    }
    Histories all = new Histories(documents, first, vocabulary.ordered(grouped(first)));
    int[] inside = IntStream.range(0, count).filter(u -> u % heldOut != heldOut - 1).toArray();
    int[] outside = IntStream.range(0, count).filter(u -> u % heldOut == heldOut - 1).toArray();
    Histories fitted = all.select(inside);
    InvalidOption.unless(
        outside.length > 1 && fitted.atLeast(2).length > 1,
        "logs",
        "has %s users with two documents or more, too few to hold one of %s out; log more, and name the column of the users as columns.user_id"
            .formatted(all.atLeast(2).length, heldOut));
    return new Users(fitted, all.select(outside), leave(inside, fitted.events().length));
  }

  private double leave(int[] inside, int events) {
    double left = 0;
    double stayed = events;
    for (int u : inside) {
      left += ended.get(u);
      stayed -= sessions.get(u);
    }
    return (1 + left) / (2 + left + stayed);
  }

  /** The documents, grouped by user. */
  private int[] grouped(int[] first) {
    int[] next = first.clone();
    int[] order = new int[user.size()];
    for (int i = 0; i < order.length; i++) {
      order[next[user.get(i)]++] = i;
    }
    for (int u = 0; timed && u < first.length - 1; u++) {
      sort(order, first[u], first[u + 1]);
    }
    for (int i = 0; i < order.length; i++) {
      order[i] = document.get(order[i]);
    }
    return order;
  }

  private void sort(int[] order, int from, int to) {
    boolean sorted = true;
    for (int i = from + 1; i < to; i++) {
      sorted &= times[order[i - 1]] <= times[order[i]];
    }
    if (!sorted) {
      Integer[] boxed = Arrays.stream(order, from, to).boxed().toArray(Integer[]::new);
      Arrays.sort(boxed, Comparator.comparingDouble(i -> times[i]));
      for (int i = from; i < to; i++) {
        order[i] = boxed[i - from];
      }
    }
  }
}
