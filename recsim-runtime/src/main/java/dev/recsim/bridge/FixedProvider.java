package dev.recsim.bridge;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Inputs;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.InputFile;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.policy.Safetensors;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Provider of {@code fixed}. Its agents are no oracles: what they know is another environment than
 * the one in which they act.
 */
@Description(
    "The policy of another agent as it was trained, or is known, in another environment. It does"
        + " not learn.")
public final class FixedProvider implements AgentProvider<FixedProvider.Fixed> {

  /** Options of {@code fixed}. */
  public record Fixed(
      @Description("The environment in which the agent was trained, or which it knows.")
          Part<EnvironmentProvider<?>> environment,
      @Description("The agent.") Part<AgentProvider<?>> agent,
      @Description(
              "What it learned: networks of one of its trials, relative to this file. Only agents"
                  + " that learn have them.")
          @InputFile
          String networks) {}

  /** An agent that no longer learns. */
  private record FixedAgent(Agent inside) implements Agent {
    @Override
    public Policy greedy() {
      return inside.greedy();
    }

    @Override
    public Perception perception() {
      return inside.perception();
    }

    @Override
    public Optional<Inputs> inputs() {
      return inside.inputs();
    }

    @Override
    public void close() {
      inside.close();
    }
  }

  @Override
  public void check(Fixed options, Environment environment) {
    InvalidOption.unless(
        options.environment() != null, "environment", "is missing; write \"{type: ...}\"");
    InvalidOption.unless(options.agent() != null, "agent", "is missing; write \"{type: ...}\"");
  }

  @Override
  public Agent create(Fixed options, Environment environment, RandomKey key) {
    return create(options, environment, key, Path.of("").toAbsolutePath());
  }

  @Override
  public Agent create(Fixed options, Environment environment, RandomKey key, Path folder) {
    check(options, environment);
    Environment own =
        InvalidOption.inside(
            "environment",
            () ->
                options
                    .environment()
                    .make((EnvironmentProvider<Record> it, Record its) -> it.create(its, folder)));
    InvalidOption.unless(
        own.space().equals(environment.space()),
        "environment",
        "shows agents other documents or states than the environment in which the policy acts");
    Agent inside =
        InvalidOption.inside(
            "agent",
            () ->
                options
                    .agent()
                    .make(
                        (AgentProvider<Record> it, Record its) -> {
                          it.check(its, own);
                          return it.create(its, own, key, folder);
                        }));
    try {
      load(inside, options, folder);
      return new FixedAgent(inside);
    } catch (RuntimeException e) {
      inside.close();
      throw e;
    }
  }

  private static void load(Agent agent, Fixed options, Path folder) {
    boolean learns = agent.learner().isPresent();
    InvalidOption.unless(
        learns == (options.networks() != null),
        "networks",
        learns
            ? "is missing; name the .safetensors file of a trial of the agent"
            : "is that of agents that learn; leave it out");
    if (learns) {
      Path file = folder.resolve(options.networks());
      try {
        agent.learner().get().load(Safetensors.read(file).weights());
      } catch (IllegalArgumentException e) {
        throw new InvalidFile(
            file, 0, 0, "has networks of another agent than this one: " + e.getMessage());
      }
    }
  }
}
