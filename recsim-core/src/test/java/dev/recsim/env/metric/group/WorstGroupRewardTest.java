package dev.recsim.env.metric.group;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.recsim.api.Environment;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.Metric.Better;
import dev.recsim.api.MetricProvider;
import dev.recsim.api.MetricProvider.Measure;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.contract.MetricContract;
import dev.recsim.env.TransitionMatrixProvider;
import dev.recsim.env.metric.Counted;
import dev.recsim.env.metric.Counted.Shown;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class WorstGroupRewardTest extends MetricContract<GroupOptions> {
  @Override
  protected MetricProvider<GroupOptions> provider() {
    return new GroupRewards.WorstGroupRewardProvider();
  }

  @Override
  protected Environment environment() {
    TransitionMatrixProvider environments = new TransitionMatrixProvider();
    return environments.create(environments.defaults(), Path.of("."));
  }

  /** Below 30: (2 + 4) / 2; from 30: 5; from 60: nobody. */
  @Test
  void boundsDivideAContinuousFeatureAtTheStartOfTheSession() {
    Measure measure = provider().create(new GroupOptions("age", List.of(30.0, 60.0)), People.ALL);
    assertThat(
            Counted.value(
                measure,
                People.session(18, 0, 2),
                People.session(29.5, 1, 4),
                People.session(30, 2, 5)))
        .isEqualTo(3);
    assertThat(measure.better()).isEqualTo(Better.HIGHER);
    assertThat(measure.description()).endsWith(" groups by age.");
    assertThat(measure.value(new double[measure.sums()], 0)).isNaN();
  }

  @Test
  void valuesOfACategoricalFeatureAreGroups() {
    Measure measure = provider().create(new GroupOptions("device", List.of()), People.ALL);
    assertThat(
            Counted.value(
                measure, People.session(1, 0, 8), People.session(2, 7, 6), People.session(3, 0, 2)))
        .isEqualTo(5);
    assertThatThrownBy(() -> Counted.value(measure, People.session(1, 0.5, 8)))
        .hasMessage(
            "a user's device is 0.5, but without bounds the groups are its values 0, 1, ... up to"
                + " 99; declare bounds, such as bounds: [0.5]");
    assertThatThrownBy(() -> Counted.value(measure, People.session(1, -1, 8)))
        .hasMessageContaining("is -1.0");
    assertThatThrownBy(() -> Counted.value(measure, People.session(1, 100, 8)))
        .hasMessageContaining("is 100.0");
  }

  @Test
  void statesAreGroups() {
    Measure measure = provider().create(new GroupOptions("state", List.of()), People.ALL);
    assertThat(measure.sums()).isEqualTo(6);
    assertThat(
            Counted.value(
                measure,
                List.of(new Shown(new Observation(0), Slate.of(0), 3)),
                List.of(new Shown(new Observation(2), Slate.of(0), 2))))
        .isEqualTo(2);
  }

  @Test
  void unknownFeaturesAndBoundsOutOfOrderAreRefused() {
    InvalidOption unknown =
        catchThrowableOfType(
            InvalidOption.class,
            () -> provider().create(new GroupOptions("divice", List.of()), People.ALL));
    assertThat(unknown.option()).isEqualTo("feature");
    assertThat(unknown).hasMessage("must be a feature of the users, not \"divice\"");
    assertThat(unknown.given()).isEqualTo("divice");
    assertThat(unknown.known()).containsExactly("age", "device", "state");

    InvalidOption order =
        catchThrowableOfType(
            InvalidOption.class,
            () -> provider().create(new GroupOptions("age", List.of(30.0, 30.0)), People.ALL));
    assertThat(order.option()).isEqualTo("bounds[1]");
    assertThat(order).hasMessage("must be above the bound before it, 30.0, but is 30.0");

    Environment none = Environment.of(new Space(4, 1, 1));
    assertThatThrownBy(() -> provider().create(provider().defaults(), none))
        .hasMessage(
            "must be a feature of the users, not \"state\"; those of this environment have none");
  }
}
