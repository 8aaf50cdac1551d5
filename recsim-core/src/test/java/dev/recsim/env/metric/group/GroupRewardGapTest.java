package dev.recsim.env.metric.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.env.metric.Counted;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class GroupRewardGapTest extends MetricContract<GroupOptions> {
  @Override
  protected MetricProvider<GroupOptions> provider() {
    return new GroupRewards.GroupRewardGapProvider();
  }

  @Override
  protected Environment environment() {
    InterestEvolutionEnvironmentProvider environments = new InterestEvolutionEnvironmentProvider();
    return environments.create(environments.defaults().with("max_session_length", 8), Path.of("."));
  }

  @Override
  protected GroupOptions options() {
    String feature = environment().space().userFeatures().get(3);
    return new GroupOptions(feature, List.of(0.0));
  }

  /** Means 3 of the young, 5 and 4.5 of the others. */
  @Test
  void bestMinusWorst() {
    Measure measure = provider().create(new GroupOptions("age", List.of(30.0, 60.0)), People.ALL);
    assertThat(
            Counted.value(
                measure,
                People.session(18, 0, 2),
                People.session(20, 0, 4),
                People.session(40, 0, 5),
                People.session(70, 0, 4.5)))
        .isCloseTo(2, within(1e-15));
    assertThat(measure.better()).isEqualTo(Better.LOWER);
    assertThat(Counted.value(measure, People.session(18, 0, 2))).as("one group").isNaN();
  }
}
