package dev.recsim.docs.picture;

import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.experiment.Plan;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.random.RandomKey;
import dev.recsim.trial.Checkpoint;
import dev.recsim.trial.TrialResult;
import dev.recsim.trial.TrialResult.Completed;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.ToDoubleFunction;

/** An experiment whose environment and agents are looked at step by step. */
final class Stage {
  private static final RandomKey KEY = RandomKey.root(42).child("pictures");

  private final ExperimentSpec spec;

  private Stage(ExperimentSpec spec) {
    this.spec = spec;
  }

  /** What is looked at in a step. */
  interface Look {
    Look REWARD = (seen, slate, step) -> step.reward();
    Look CLICKS = (seen, slate, step) -> step.response().clicks();

    double of(Observation seen, Slate slate, Step step);
  }

  static Stage of(String yaml) {
    try {
      Path file = Files.createTempFile(Path.of("target"), "picture", ".yaml");
      try {
        Files.writeString(file, yaml);
        return new Stage(ExperimentReader.read(file));
      } finally {
        Files.delete(file);
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidExperiment e) {
      throw new IllegalArgumentException(yaml, e);
    }
  }

  /** The n-th example of a page, counted from 0. */
  static Stage ofPage(String page, int n) {
    try {
      String text = Files.readString(Path.of("../docs", page)).replace("\r\n", "\n");
      return of(text.split("```yaml\n")[n + 1].split("```")[0]);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  ExperimentSpec spec() {
    return spec;
  }

  Environment environment() {
    return Environments.of(spec);
  }

  /** A fresh agent of the experiment. */
  Agent agent(String name) {
    return agent(name, 0);
  }

  Agent agent(String name, int seed) {
    for (AgentSpec<?> agent : spec.agents()) {
      if (agent.name().equals(name)) {
        return create(agent, KEY.child(name).child(seed));
      }
    }
    throw new IllegalArgumentException(name);
  }

  private <C extends Record> Agent create(AgentSpec<C> agent, RandomKey key) {
    return agent.provider().create(agent.options(), environment(), key);
  }

  /** The outcome of an agent's trials, seed by seed. */
  List<Completed> trials(String agent) {
    return Plan.of(spec).trials().stream()
        .map(planned -> planned.trial())
        .filter(trial -> trial.id().agent().equals(agent))
        .map(trial -> completed(trial.run()))
        .toList();
  }

  private static Completed completed(TrialResult result) {
    if (result instanceof Completed completed) {
      return completed;
    }
    throw new IllegalStateException(result.toString());
  }

  /** The agent as its first trial leaves it. */
  Agent trained(String name) {
    Agent agent = agent(name);
    trials(name).get(0).weights().ifPresent(weights -> agent.learner().orElseThrow().load(weights));
    return agent;
  }

  /** A learning curve: the mean over trials after each epoch. */
  static double[] curve(List<Completed> trials, ToDoubleFunction<Checkpoint> score) {
    double[] curve = new double[trials.get(0).curve().size()];
    for (Completed trial : trials) {
      for (int i = 0; i < curve.length; i++) {
        curve[i] += score.applyAsDouble(trial.curve().get(i)) / trials.size();
      }
    }
    return curve;
  }

  /** The mean of what is seen at each step, over sessions; 0 in those that have ended. */
  double[] bySteps(Agent agent, int sessions, int steps, Look look) {
    double[] sums = new double[steps];
    for (int i = 0; i < sessions; i++) {
      int session = i;
      play(
          agent,
          i,
          (t, seen, slate, step) -> {
            if (t < steps) {
              sums[t] += look.of(seen, slate, step) / sessions;
            }
            return t + 1 < steps;
          });
    }
    return sums;
  }

  double[] bySteps(Policy policy, int sessions, int steps, Look look) {
    return bySteps(() -> policy, sessions, steps, look);
  }

  /** Is told each step, and says whether to go on. */
  interface Watcher {
    boolean watch(int t, Observation seen, Slate slate, Step step);
  }

  /** Plays one session under the greedy policy. */
  void play(Agent agent, int index, Watcher watcher) {
    act(agent, agent.greedy(), null, "evaluation", index, watcher);
  }

  /** Lets fresh agents learn, and tells what is seen at each of their decisions, on the mean. */
  double[] learning(String name, int seeds, int decisions, Look look) {
    double[] means = new double[decisions];
    for (int seed = 0; seed < seeds; seed++) {
      Agent agent = agent(name, seed);
      int[] done = {0};
      for (int session = 0; done[0] < decisions; session++) {
        act(
            agent,
            agent.learner().map(Learner::exploring).orElse(agent.greedy()),
            agent.learner().orElse(null),
            "training of seed " + seed,
            session,
            (t, seen, slate, step) -> {
              means[done[0]++] += look.of(seen, slate, step) / seeds;
              return done[0] < decisions;
            });
      }
    }
    return means;
  }

  private void act(
      Agent agent, Policy policy, Learner learner, String purpose, int index, Watcher watcher) {
    Session session = environment().open(KEY.child("world").child(purpose).child(index));
    RandomKey decisions = KEY.child("decisions").child(purpose).child(index);
    Perception perception = agent.perception();
    Observation seen = perception.first(session.start());
    boolean goesOn = true;
    for (int t = 0; goesOn; t++) {
      Slate slate = policy.recommend(seen, decisions.child(t));
      Step step = session.recommend(slate);
      Observation next = perception.next(seen, slate, step);
      if (learner != null) {
        double reward = perception.reward(seen, slate, step);
        learner.observe(
            new Transition(seen, slate, new Step(step.response(), reward, next, step.status())));
      }
      goesOn = watcher.watch(t, seen, slate, step) && step.continues();
      seen = next;
    }
  }
}
