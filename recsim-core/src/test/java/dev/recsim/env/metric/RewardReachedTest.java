package dev.recsim.env.metric;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.metric.RewardReachedProvider.RewardReached;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

class RewardReachedTest extends MetricContract<RewardReached> {
  @Override
  protected MetricProvider<RewardReached> provider() {
    return new RewardReachedProvider();
  }

  @Override
  protected Environment environment() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }

  @Test
  void sessionCountsOnceItsRewardsAddUpToTheBound() {
    Measure measure = provider().create(new RewardReached(2.5), environment());
    Measure.Quotient count = (Measure.Quotient) measure.open();
    Observation seen = new Observation(0);
    Step step = new Step(Response.FIRST, 1.25, seen, Status.CONTINUES);

    count.add(seen, Slate.of(0), step);
    assertThat(count.of()).isZero();
    count.add(seen, Slate.of(0), step);

    assertThat(count.of()).isEqualTo(1);
    assertThat(count.per()).isEqualTo(1);
    assertThat(measure.description())
        .isEqualTo("Share of the sessions whose reward is at least 2.5.");
  }
}
