package dev.recsim.agent.layer;

import dev.recsim.api.Agent;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.List;

/**
 * An environment whose sessions are written down: what is seen first, and the steps that follow
 * whatever is shown.
 */
record Script(Space space, Observation first, List<Step> steps) implements Environment {
  private static final RandomKey KEY = RandomKey.root(42).child("script");

  /** A document that is told apart by one feature. */
  record Item(long id, int topic, double[] features) implements Document {
    static Item of(long id, int topic) {
      return new Item(id, topic, new double[] {10 + id});
    }
  }

  /** A step in which the positions were clicked, each with the signal 3. */
  static Step step(double reward, Observation next, Status status, int positions, int... clicked) {
    double[] signals = new double[positions];
    for (int position : clicked) {
      signals[position] = 3;
    }
    return new Step(Response.of(clicked, signals, 1), reward, next, status);
  }

  @Override
  public Session open(RandomKey key) {
    return new Session() {
      private int next;

      @Override
      public Observation start() {
        return first;
      }

      @Override
      public Step recommend(Slate slate) {
        return steps.get(next++);
      }
    };
  }

  /** One session, as it is acted in training; returns the slates that were shown. */
  List<Slate> act(Agent agent) {
    Learner learner = agent.learner().orElseThrow();
    Session session = open(KEY);
    List<Slate> shown = new ArrayList<>();
    Observation seen = agent.perception().first(session.start());
    for (int t = 0; t < steps.size(); t++) {
      Slate slate = learner.exploring().recommend(seen, KEY.child(t));
      seen = answer(agent, seen, slate, session.recommend(slate));
      shown.add(slate);
    }
    return shown;
  }

  /** A session in which these slates are shown, whatever the agent would. */
  void show(Agent agent, Slate... slates) {
    Session session = open(KEY);
    Observation seen = agent.perception().first(session.start());
    for (Slate slate : slates) {
      seen = answer(agent, seen, slate, session.recommend(slate));
    }
  }

  /** Tells the agent of a step, if it learns; returns what it sees then. */
  static Observation answer(Agent agent, Observation seen, Slate slate, Step step) {
    double reward = agent.perception().reward(seen, slate, step);
    Observation next = agent.perception().next(seen, slate, step);
    Step told = new Step(step.response(), reward, next, step.status());
    agent.learner().ifPresent(learner -> learner.observe(new Transition(seen, slate, told)));
    return next;
  }
}
