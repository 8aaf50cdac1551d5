package com.example.ranking;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Options.Default;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Options.Range;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Map;
import org.springframework.context.ConfigurableApplicationContext;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.core.env.MapPropertySource;

/** Agents of type {@code ranker}: the ranker as Spring makes it. */
@Description("The ranker of our application.")
public final class RankerAgent implements AgentProvider<RankerAgent.Options> {

  /** What may differ between agents of an experiment. */
  public record Options(
      @Description("What is added to the score of the promoted category.")
          @Range(min = 0, max = 1)
          @Default("0")
          double promotion) {}

  @Override
  public String name() {
    return "ranker";
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    Map<String, Object> settings = Map.of("ranking.promotion", options.promotion());
    AnnotationConfigApplicationContext context = new AnnotationConfigApplicationContext();
    context
        .getEnvironment()
        .getPropertySources()
        .addFirst(new MapPropertySource("agent", settings));
    context.register(RankingConfiguration.class);
    context.refresh();
    return new Wired(context, context.getBean(Ranker.class), environment.space().slateSize());
  }

  private record Wired(ConfigurableApplicationContext context, Ranker ranker, int size)
      implements Agent {
    @Override
    public Policy greedy() {
      return (seen, decision) -> {
        List<double[]> items = seen.candidates().stream().map(Document::features).toList();
        return Slate.of(ranker.best(seen.user(), items, size));
      };
    }

    @Override
    public void close() {
      context.close();
    }
  }
}
