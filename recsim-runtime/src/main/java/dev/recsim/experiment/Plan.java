package dev.recsim.experiment;

import dev.recsim.api.Environment;
import dev.recsim.random.RandomKey;
import dev.recsim.spec.ExperimentSpec;
import dev.recsim.spec.ExperimentSpec.AgentSpec;
import dev.recsim.spec.ExperimentSpec.MetricSpec;
import dev.recsim.spec.Parts;
import dev.recsim.trial.Digest;
import dev.recsim.trial.Trial;
import dev.recsim.trial.TrialId;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Predicate;

/**
 * The trials of an experiment, fully determined before anything runs: every agent with every seed.
 *
 * @param trials by agent, in the order of the experiment file, then by seed
 */
public record Plan(List<PlannedTrial> trials) {
  public Plan {
    trials = List.copyOf(trials);
  }

  /** Expands an experiment. */
  public static Plan of(ExperimentSpec spec) {
    return of(spec, spec.seeds());
  }

  /** Expands an experiment with other seeds than its own. */
  public static Plan of(ExperimentSpec spec, List<Integer> seeds) {
    CodeFingerprint code = new CodeFingerprint();
    List<PlannedTrial> trials = new ArrayList<>();
    for (AgentSpec<?> agent : spec.agents()) {
      List<String> parts = parts(spec, agent, code);
      for (int seed : seeds) {
        trials.add(
            new PlannedTrial(
                trial(spec, agent, seed), fingerprint(agent, seed, parts), spec, agent));
      }
    }
    return new Plan(trials);
  }

  /** Only the trials that are chosen. */
  public Plan only(Predicate<TrialId> chosen) {
    return new Plan(trials.stream().filter(planned -> chosen.test(planned.trial().id())).toList());
  }

  private static <C extends Record> Trial trial(ExperimentSpec spec, AgentSpec<C> agent, int seed) {
    return new Trial(
        new TrialId(agent.name(), seed),
        RandomKey.root(spec.seed()),
        spec.environment().provider().name(),
        spec.environment().built(),
        (Environment world, RandomKey key) -> agent.provider().create(agent.options(), world, key),
        agent.training(),
        spec.evaluation());
  }

  /** Digests of the code that makes an agent's trials, each once. */
  private static List<String> parts(ExperimentSpec spec, AgentSpec<?> agent, CodeFingerprint code) {
    Set<String> parts = new LinkedHashSet<>();
    parts.add(code.of(Trial.class));
    parts.add(code.of(spec.environment().provider().getClass()));
    parts.add(code.of(agent.provider().getClass()));
    Parts.providers(spec.environment().options()).forEach(p -> parts.add(code.of(p.getClass())));
    for (MetricSpec<?> metric : spec.environment().metrics()) {
      parts.add(code.of(metric.provider().getClass()));
      Parts.providers(metric.options()).forEach(p -> parts.add(code.of(p.getClass())));
    }
    Parts.providers(agent.options()).forEach(p -> parts.add(code.of(p.getClass())));
    return List.copyOf(parts);
  }

  private static String fingerprint(AgentSpec<?> agent, int seed, List<String> parts) {
    String text = agent.fingerprint() + "\n" + seed + "\n" + String.join("\n", parts);
    return Digest.of(text.getBytes(StandardCharsets.UTF_8));
  }

  /** Seed by seed, so that what is finished early can already be compared. */
  List<PlannedTrial> bySeed() {
    return trials.stream()
        .sorted(Comparator.comparingInt(planned -> planned.trial().id().seed()))
        .toList();
  }
}
