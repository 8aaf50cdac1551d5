package dev.recsim.onnx;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.Learner;
import dev.recsim.api.Learner.Transition;
import dev.recsim.api.Observation;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.api.Weights;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.experimentfile.ExperimentSpec;
import dev.recsim.experimentfile.ExperimentSpec.AgentSpec;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.export.AgentGraphs;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * An agent after a short training, with observations of the sessions it played.
 *
 * @param agent type and options
 * @param weights its parameters
 * @param seen observations of sessions that explored
 */
record Trained(
    AgentSpec<?> agent, Environment environment, Weights weights, List<Observation> seen) {
  private static final int SESSIONS = 20;
  private static final int BATCH = 64;

  /**
   * Trains an agent.
   *
   * @param environment as in YAML
   * @param agent as in YAML
   * @param observations number of observations to return
   */
  static Trained of(String environment, String agent, int observations) {
    ExperimentSpec spec = read(environment, agent);
    return of(spec.agents().get(0), Environments.of(spec), observations);
  }

  private static ExperimentSpec read(String environment, String agent) {
    try {
      Path file = Files.createTempFile("recsim", ".yaml");
      Files.writeString(
          file,
          "environment: {%s}%nagents: {it: {%s}}%ntrials: {seeds: 0..0}%n"
              .formatted(environment, agent));
      ExperimentSpec spec = ExperimentReader.read(file);
      Files.delete(file);
      return spec;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InvalidExperiment e) {
      throw new IllegalArgumentException(e.problems().toString(), e);
    }
  }

  private static <C extends Record> Trained of(
      AgentSpec<C> spec, Environment environment, int observations) {
    int updates = Math.max(10, observations / 100);
    RandomKey key = RandomKey.root(7);
    AgentProvider<C> provider = spec.provider();
    List<Observation> seen = new ArrayList<>();
    try (Agent agent = provider.create(spec.options(), environment, key.child("agent"))) {
      Learner learner = agent.learner().orElseThrow();
      learner.startTraining(updates);
      play(
          environment,
          learner,
          key.child("warm-up"),
          SESSIONS,
          Math.max(200, observations / 5),
          seen);
      learner.startEpoch(updates, BATCH);
      for (int i = 0; i < updates; i++) {
        learner.update(BATCH);
      }
      seen.clear();
      play(environment, learner, key.child("play"), Integer.MAX_VALUE, observations, seen);
      return new Trained(spec, environment, learner.weights(), seen.subList(0, observations));
    }
  }

  private static void play(
      Environment environment,
      Learner learner,
      RandomKey key,
      int sessions,
      int most,
      List<Observation> observations) {
    for (int i = 0; i < sessions && observations.size() < most; i++) {
      Session session = environment.open(key.child(i));
      Observation seen = session.start();
      Status status = Status.CONTINUES;
      for (int t = 0; status == Status.CONTINUES; t++) {
        observations.add(seen);
        Slate slate = learner.exploring().recommend(seen, key.child(i).child(t));
        Step step = session.recommend(slate);
        learner.observe(new Transition(seen, slate, step));
        seen = step.next();
        status = step.status();
      }
    }
  }

  /** The file of the agent's greedy policy. */
  byte[] onnx() {
    return new AgentGraphs().encode(agent.options(), environment.space(), weights).orElseThrow();
  }
}
