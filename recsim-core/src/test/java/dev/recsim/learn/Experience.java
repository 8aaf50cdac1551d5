package dev.recsim.learn;

import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;

/** Lets learners observe what they do. */
final class Experience {
  private Experience() {}

  /** Plays five steps of a session with the exploring policy. */
  static void play(Session session, Learner learner, RandomKey draws) {
    Observation seen = session.start();
    for (int t = 0; t < 5; t++) {
      Slate slate = learner.exploring().recommend(seen, draws.child(t));
      Step step = session.recommend(slate);
      learner.observe(new Transition(seen, slate, step));
      seen = step.next();
    }
  }
}
