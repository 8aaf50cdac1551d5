package dev.recsim.env.metric;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.Comparator;
import java.util.stream.IntStream;

/**
 * How popular documents or topics are: their shares of the clicks in sessions whose slates are
 * drawn uniformly. The sessions are the same for all agents and seeds, and are played when the
 * popularity is first read. Shared between threads.
 */
final class Popularity {
  private static final RandomKey KEY = RandomKey.root(42).child("popularity");

  private final Catalogue catalogue;
  private final Environment environment;
  private final int sessions;
  private double[] shares;

  /**
   * @param sessions number of sessions played
   */
  Popularity(Catalogue catalogue, Environment environment, int sessions) {
    this.catalogue = catalogue;
    this.environment = environment;
    this.sessions = sessions;
  }

  /** The share of each document or topic; all NaN if nobody clicked. */
  synchronized double[] shares() {
    if (shares == null) {
      double[] clicks = new double[catalogue.size()];
      for (int i = 0; i < sessions; i++) {
        play(KEY.child(i), clicks);
      }
      double all = 0;
      for (double it : clicks) {
        all += it;
      }
      for (int i = 0; i < clicks.length; i++) {
        clicks[i] /= all;
      }
      shares = clicks;
    }
    return shares;
  }

  private void play(RandomKey key, double[] clicks) {
    Session session = environment.open(key.child("user"));
    RandomKey slates = key.child("slates");
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES; t++) {
      int documents = seen.documents(environment.space());
      int size = Math.min(environment.space().slateSize(), documents);
      Slate slate = Slate.random(documents, size, slates.child(t));
      Step step = session.recommend(slate);
      for (int c = 0; c < step.response().clicks(); c++) {
        int clicked = catalogue.at(seen, slate, step.response().click(c));
        if (clicked >= 0) {
          clicks[clicked]++;
        }
      }
      seen = step.next();
      status = step.status();
    }
  }

  /**
   * Whether each document or topic is in the long tail: all but the most popular ones that together
   * have at least the rest of the clicks. Of equally popular ones, the first are more popular.
   *
   * @param tail largest share of the clicks that the tail has
   */
  boolean[] longTail(double tail) {
    double[] shares = shares();
    int[] ranked =
        IntStream.range(0, shares.length)
            .boxed()
            .sorted(Comparator.comparingDouble((Integer i) -> -shares[i]))
            .mapToInt(Integer::intValue)
            .toArray();
    boolean[] isTail = new boolean[shares.length];
    double rest = 0;
    for (int i = ranked.length - 1; i >= 0 && rest + shares[ranked[i]] <= tail; i--) {
      rest += shares[ranked[i]];
      isTail[ranked[i]] = true;
    }
    return isTail;
  }
}
