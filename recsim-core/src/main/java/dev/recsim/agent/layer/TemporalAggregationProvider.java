package dev.recsim.agent.layer;

import dev.recsim.agent.layer.TemporalAggregationProvider.Options;
import dev.recsim.api.Agent;
import dev.recsim.api.Agent.Perception;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Observation;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.random.RandomKey;
import java.util.stream.IntStream;

/** Provider of {@code temporal_aggregation}: an agent that keeps its slates for several steps. */
@Description(
    "Wraps an agent that decides once every several steps, or pays a cost for"
        + " changing the slate.")
public final class TemporalAggregationProvider extends LayerProvider<Options> {

  /** Options of {@code temporal_aggregation}. */
  public record Options(
      @Description("The wrapped agent.") Part<AgentProvider<?>> base,
      @Description("Number of steps for which a slate stays.")
          @Range(min = 1, max = 100_000)
          @Default("1")
          int aggregationPeriod,
      @Description(
              "Subtracted from the wrapped agent's reward when a slate differs from the"
                  + " previous one. With 0 the agent does not observe the last slate.")
          @Range(min = 0)
          @Default("1")
          double switchingCost,
      @Description("Discount of a step within a period.") @Range(min = 0, max = 1) @Default("1")
          double gamma)
      implements LayerOptions {}

  @Override
  public void check(Options options, Environment environment) {
    InvalidOption.unless(
        options.aggregationPeriod() == 1 || documentsStay(environment),
        "aggregationPeriod",
        "above 1 needs documents that stay for several steps, so that they can be shown again; in"
            + " a composed environment, write resample: session");
    super.check(options, environment);
  }

  /** Checks a sample whether documents stay candidates; true without candidates. */
  private static boolean documentsStay(Environment environment) {
    if (environment.space().tabular()) {
      return true;
    }
    Session session = environment.open(RandomKey.root(0));
    Observation start = session.start();
    Slate slate = Slate.of(IntStream.range(0, environment.space().slateSize()).toArray());
    Observation next = session.recommend(slate).next();
    Slate all = Slate.of(IntStream.range(0, start.candidates().size()).toArray());
    return SlateDocuments.of(start, all).ids().stream()
        .anyMatch(id -> next.candidates().stream().anyMatch(document -> document.id() == id));
  }

  @Override
  Agent around(Options options, Environment environment, Agent inside) {
    Agent perceiving = super.around(options, environment, inside);
    return new Aggregated(
        perceiving,
        new TemporalAggregation(
            options.aggregationPeriod(),
            options.gamma(),
            environment.space(),
            perceiving.perception()));
  }

  @Override
  public Policy restore(Options options, Environment environment, Weights weights) {
    return new Aggregated.OncePerPeriod(super.restore(options, environment, weights));
  }

  @Override
  Perception perception(Options options, Space space) {
    return options.switchingCost() == 0
        ? Perception.NONE
        : new LastSlate(space, options.switchingCost());
  }
}
