package dev.recsim.experimentfile;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.ExternalAgentProvider;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.baseline.Rule;
import dev.recsim.experimentfile.SearchSpec.Candidate;
import dev.recsim.experimentfile.variants.Variant;
import dev.recsim.experimentfile.worlds.WorldClaim;
import dev.recsim.random.RandomKey;
import dev.recsim.rule.BaselineOptions;
import dev.recsim.rule.ClaimSpec;
import dev.recsim.rule.GuardSpec;
import dev.recsim.trial.AgentFactory;
import dev.recsim.trial.Evaluation;
import dev.recsim.trial.schedule.TrainingMode;
import dev.recsim.yaml.Descriptions;
import dev.recsim.yaml.binding.Parts;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.Predicate;

/**
 * A validated experiment with all defaults and components.
 *
 * @param home the folder of all experiments: the folder of the file, or one above it
 * @param file the experiment file
 * @param name letters, digits, {@code - _ .}; defaults to the name of the file without {@code
 *     .yaml}; the name of a file in a subfolder of home starts with the subfolder, {@code
 *     papers/slate_q}
 * @param titleOfAll title of all experiments of the file; defaults to the name
 * @param seed root of every random key; defaults to 42
 * @param environment in which the agents act
 * @param metrics additional metrics, in the order of the file
 * @param agents in the order of the file
 * @param evaluation how final policies are scored
 * @param seeds the seeds of the trials, ascending, without repeats; defaults to 0..9
 * @param baseline how runs are compared with the committed baseline
 * @param guards metrics that must not get worse than in the baseline, in the order of the file
 * @param claims statements that every run must satisfy, in the order of the file
 * @param beyond claims that the trials alone do not decide: about real users
 * @param worlds claims over plausible worlds
 * @param search the search for options of an agent; empty if there is none
 * @param files SHA-256 of each file that the experiment names, hex, by its path there
 * @param variant how it differs from other experiments of a sweep
 * @param descriptions what the file says about itself
 * @param resolved the experiment with every default written out, as YAML that reads back equal
 * @param fingerprint SHA-256 of {@code resolved} without {@code baseline} and {@code claims}, and
 *     of the files that it names, hex
 */
public record ExperimentSpec(
    Path home,
    Path file,
    String name,
    String titleOfAll,
    long seed,
    EnvironmentSpec<?> environment,
    List<MetricSpec<?>> metrics,
    List<AgentSpec<?>> agents,
    Evaluation evaluation,
    List<Integer> seeds,
    BaselineOptions baseline,
    List<GuardSpec> guards,
    List<ClaimSpec> claims,
    List<ClaimSpec> beyond,
    List<WorldClaim> worlds,
    Optional<SearchSpec> search,
    SortedMap<String, String> files,
    Variant variant,
    Descriptions descriptions,
    String resolved,
    String fingerprint) {

  public ExperimentSpec {
    metrics = List.copyOf(metrics);
    agents = List.copyOf(agents);
    seeds = List.copyOf(seeds);
    guards = List.copyOf(guards);
    claims = List.copyOf(claims);
    beyond = List.copyOf(beyond);
    worlds = List.copyOf(worlds);
    files = new TreeMap<>(files);
  }

  /** Returns the agents, then the candidates of a search. */
  public List<AgentSpec<?>> allAgents() {
    List<AgentSpec<?>> all = new ArrayList<>(agents);
    search.ifPresent(
        it -> it.candidates().stream().map(Candidate::agent).skip(1).forEach(all::add));
    return all;
  }

  /** Returns the same experiment with one more agent at the end. */
  public ExperimentSpec with(AgentSpec<?> agent) {
    List<AgentSpec<?>> more = new ArrayList<>(agents);
    more.add(agent);
    return Options.with(this, "agents", more);
  }

  /** The same experiment with other claims. */
  ExperimentSpec withClaims(List<ClaimSpec> others) {
    return Options.with(this, "claims", others);
  }

  /** Returns the rule of its check. */
  public Rule rule() {
    return new Rule(
        baseline,
        guards.stream().map(GuardSpec::guard).toList(),
        claims.stream().map(ClaimSpec::claim).toList(),
        seeds);
  }

  /** Returns the title, with the keys that distinguish this experiment from others of its file. */
  public String title() {
    return titleOfAll + variant.difference();
  }

  /**
   * An environment as provider and options; {@link Environments} creates it.
   *
   * @param directory folder to which files in options are relative
   */
  public record EnvironmentSpec<C extends Record>(
      EnvironmentProvider<C> provider, C options, Path directory) {
    /** The generated method is slow at start-up, because its code must be linked first. */
    @Override
    public int hashCode() {
      return provider.name().hashCode();
    }
  }

  /**
   * A metric as provider and options.
   *
   * @param name its name in the experiment
   * @param better the direction in which it improves
   */
  public record MetricSpec<C extends Record>(
      String name, MetricProvider<C> provider, C options, Better better) {}

  /**
   * An agent as provider and options.
   *
   * @param name its name in the experiment
   * @param variant how it differs from other agents of a sweep
   * @param training the experiment's schedule, with the agent's own {@code training:} merged over
   *     it
   * @param line of its name in the file, 1-based
   * @param fingerprint SHA-256 of everything that determines this agent's trials (environment, root
   *     seed, evaluation, options, schedule, and files named), hex; another agent does not change
   *     it
   * @param ofSeeds the agent of each trial by its seed; empty if all trials have the same
   */
  public record AgentSpec<C extends Record>(
      String name,
      Variant variant,
      AgentProvider<C> provider,
      C options,
      TrainingMode training,
      int line,
      String fingerprint,
      SortedMap<Integer, AgentSpec<C>> ofSeeds) {
    public AgentSpec {
      ofSeeds = Collections.unmodifiableSortedMap(new TreeMap<>(ofSeeds));
    }

    /**
     * The agent of the trial with a seed. Of a seed that the experiment does not have, it is the
     * agent itself, which cannot act if its trials differ.
     */
    public AgentSpec<C> of(int seed) {
      return ofSeeds.getOrDefault(seed, this);
    }

    /** Whether the results of its trials may be used again. */
    public boolean reusable() {
      return (!(provider instanceof ExternalAgentProvider<C> own) || own.reusable(options))
          && external(
              it -> it.make((ExternalAgentProvider<Record> own, Record its) -> own.reusable(its)));
    }

    /**
     * Whether something outside of the experiment has made one policy for all of its trials, unless
     * it learns in them.
     */
    public boolean given() {
      return ofSeeds.isEmpty()
          && (provider instanceof ExternalAgentProvider<?> || !external(it -> false));
    }

    /** Whether its sessions can be replayed. */
    public boolean replayable() {
      return (!(provider instanceof ExternalAgentProvider<C> own) || own.replayable(options))
          && external(
              it ->
                  it.make((ExternalAgentProvider<Record> own, Record its) -> own.replayable(its)));
    }

    /** Whether all agents that it wraps and that something else computes are so. */
    private boolean external(Predicate<Part<?>> so) {
      return Parts.of(options).stream()
          .filter(it -> it.provider() instanceof ExternalAgentProvider<?>)
          .allMatch(so);
    }

    /**
     * Creates the agent.
     *
     * @param environment the environment it will act in
     * @param key all of its randomness
     * @param folder to which files in the options are relative
     */
    public Agent create(Environment environment, RandomKey key, Path folder) {
      return provider.create(options, environment, key, folder.toAbsolutePath().normalize());
    }

    /**
     * The factory of the agents of trials.
     *
     * @param folder to which files in the options are relative
     */
    public AgentFactory factory(Path folder) {
      AgentFactory factory = (environment, key) -> create(environment, key, folder);
      return replayable() ? factory : factory.elsewhere();
    }

    /** Whether the agent knows the environment, so that reports do not rank it. */
    public boolean oracle() {
      return provider.oracle(options);
    }
  }
}
