package dev.recsim.app.reality;

import dev.recsim.api.Agent;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.random.RandomKey;

/**
 * At how many steps of one agent another one would show another slate, by simulation.
 *
 * @param environment in which the first one acts
 * @param key of users and decisions
 */
record SlateChanges(Environment environment, RandomKey key) {

  /** The share of steps, over sessions of the first agent; the second one only looks on. */
  double share(Agent from, Agent to, int sessions) {
    long steps = 0;
    long changed = 0;
    for (int i = 0; i < sessions; i++) {
      Session session = environment.open(key.child("users").child(i));
      RandomKey decisions = key.child("decisions").child(i);
      Observation start = session.start();
      Observation a = from.perception().first(start);
      Observation b = to.perception().first(start);
      boolean open = true;
      for (int t = 0; open; t++) {
        Slate shown = from.greedy().recommend(a, decisions.child("from").child(t));
        Slate other = to.greedy().recommend(b, decisions.child("to").child(t));
        changed += shown.equals(other) ? 0 : 1;
        steps++;
        Step step = session.recommend(shown);
        open = step.continues();
        if (open) {
          a = from.perception().next(a, shown, step);
          b = to.perception().next(b, shown, step);
        }
      }
    }
    return (double) changed / steps;
  }
}
