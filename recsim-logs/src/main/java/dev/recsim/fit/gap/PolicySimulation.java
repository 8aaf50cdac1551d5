package dev.recsim.fit.gap;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * Plays the policy of a log: at each state, one of the slates that the log shows there. At a state
 * without any, it is one of all slates.
 *
 * @param shown the slates of the log at each state
 * @param all the slates of the log
 */
record PolicySimulation(
    Environment environment, RandomKey key, List<List<Slate>> shown, List<Slate> all) {

  /** A session that is not over. */
  private final class Open {
    private final int index;
    private final Session session;
    private final RandomKey choices;
    private Observation seen;
    private Slate next;

    Open(int index) {
      this.index = index;
      session = environment.open(key.child(index).child("user"));
      choices = key.child(index).child("policy");
    }

    void choose(int t) {
      List<Slate> here = shown.get(seen.state());
      List<Slate> slates = here.isEmpty() ? all : here;
      next = slates.get(choices.below(t, slates.size()));
      session.announce(next);
    }
  }

  /** The returns of a number of sessions. */
  double[] returns(int sessions) {
    double[] returns = new double[sessions];
    int together = environment.batch().orElse(1);
    for (int from = 0; from < sessions; from += together) {
      List<Open> open = new ArrayList<>();
      for (int i = from; i < Math.min(sessions, from + together); i++) {
        open.add(new Open(i));
      }
      play(open, returns);
    }
    return returns;
  }

  private void play(List<Open> sessions, double[] returns) {
    List<Open> open = sessions;
    open.forEach(it -> it.seen = it.session.start());
    for (int t = 0; !open.isEmpty(); t++) {
      List<Open> left = new ArrayList<>();
      for (Open each : open) {
        each.choose(t);
      }
      for (Open each : open) {
        Step step = each.session.recommend(each.next);
        returns[each.index] += step.reward();
        each.seen = step.next();
        if (step.continues()) {
          left.add(each);
        }
      }
      open = left;
    }
  }
}
