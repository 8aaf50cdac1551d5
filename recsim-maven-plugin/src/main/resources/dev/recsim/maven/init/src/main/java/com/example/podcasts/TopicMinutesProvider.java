package com.example.podcasts;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;

/** Provider of {@code topic_minutes}, see {@link TopicMinutes}. */
@Description("Learns which topics two groups of users hear longest.")
public final class TopicMinutesProvider
    implements AgentProvider<TopicMinutesProvider.TopicMinutesOptions> {

  /** Options of {@code topic_minutes}. */
  public record TopicMinutesOptions(
      @Description("Probability of a random slate while the agent learns.")
          @Range(min = 0, max = 1)
          @Default("0.2")
          double exploration,
      @Description("The feature of users, 0 or 1, that distinguishes the two groups.")
          @Default("morning")
          String groups) {}

  @Override
  public void check(TopicMinutesOptions options, Environment environment) {
    Space space = environment.space();
    InvalidOption.unless(
        space.topics() > 0 && space.signals().contains("minutes"),
        "type",
        "topic_minutes needs an environment with topics and the signal minutes, such as commute");
    InvalidOption.unless(
        space.userFeatures().contains(options.groups()),
        "groups",
        "must be a feature of the users (%s), but is \"%s\""
            .formatted(String.join(", ", space.userFeatures()), options.groups()));
  }

  @Override
  public Agent create(TopicMinutesOptions options, Environment environment, RandomKey key) {
    return new TopicMinutes(options, environment.space());
  }

  @Override
  public Policy restore(TopicMinutesOptions options, Environment environment, Weights weights) {
    TopicMinutes agent = new TopicMinutes(options, environment.space());
    agent.load(weights);
    return agent.greedy();
  }
}
