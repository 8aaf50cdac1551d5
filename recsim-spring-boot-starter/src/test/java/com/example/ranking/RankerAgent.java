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
import org.springframework.boot.Banner;
import org.springframework.boot.WebApplicationType;
import org.springframework.boot.builder.SpringApplicationBuilder;
import org.springframework.context.ConfigurableApplicationContext;

/** Agents of type {@code ranker}: the ranker as Spring makes it. */
@Description("The ranker of our application.")
public final class RankerAgent implements AgentProvider<RankerAgent.Options> {

  /** What may differ between agents of an experiment. */
  public record Options(
      @Description("Weight of quality.") @Range(min = 0, max = 1) @Default("0.2") double quality) {}

  @Override
  public String name() {
    return "ranker";
  }

  @Override
  public Agent create(Options options, Environment environment, RandomKey key) {
    ConfigurableApplicationContext context =
        new SpringApplicationBuilder(RankingConfiguration.class)
            .web(WebApplicationType.NONE)
            .bannerMode(Banner.Mode.OFF)
            .logStartupInfo(false)
            .registerShutdownHook(false)
            .run("--ranking.quality=" + options.quality());
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
