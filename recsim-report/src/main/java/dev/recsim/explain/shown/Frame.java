package dev.recsim.explain.shown;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * How all agents of an experiment are observed: the groups of documents and users.
 *
 * @param environment in which they act
 * @param documents groups of documents
 * @param users groups of users
 */
public record Frame(Environment environment, DocumentGroups documents, UserGroups users) {
  private static final int SESSIONS = 20;
  private static final int STEPS = 400;

  /**
   * Returns the frame of an environment. Ranges and bounds come from a few sessions of random
   * slates.
   *
   * @param key randomness of these sessions
   */
  public static Frame of(Environment environment, RandomKey key) {
    return new Frame(
        environment,
        DocumentGroups.of(environment, sample(environment, key)),
        UserGroups.of(environment.space(), latents(environment, key)));
  }

  private static List<String> latents(Environment environment, RandomKey key) {
    return List.copyOf(environment.open(key.child("users").child(0)).latents().keySet());
  }

  private static List<Observation> sample(Environment environment, RandomKey key) {
    Policy random = Policy.uniform(environment.space());
    List<Observation> seen = new ArrayList<>();
    for (int i = 0; i < SESSIONS && seen.size() < STEPS; i++) {
      Session session = environment.open(key.child("users").child(i));
      RandomKey choices = key.child("choices").child(i);
      Observation now = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES && seen.size() < STEPS; t++) {
        seen.add(now);
        Slate slate = random.recommend(now, choices.child(t));
        Step step = session.recommend(slate);
        now = step.next();
        status = step.status();
      }
    }
    return seen;
  }
}
