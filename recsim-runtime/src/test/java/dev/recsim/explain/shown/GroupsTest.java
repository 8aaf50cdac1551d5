package dev.recsim.explain.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Agent.Perception;
import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.explain.shown.ShownTables.Probe;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.List;
import java.util.ServiceLoader;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** How built-in environments are divided. */
class GroupsTest {
  private static final RandomKey KEY = RandomKey.root(1);

  @ParameterizedTest
  @CsvSource({
    "transition_matrix, document, state, 1",
    "six_states, document, state, 1",
    "interest_evolution, topic, largest interest, 20",
    "interest_exploration, topic, largest affinity, 0",
    "long_term_satisfaction, clickbait, satisfaction, 0",
    "browsing_and_ads, document, largest views, 6",
    "boredom, topic, largest clicks_on_topic, 6",
  })
  void builtInEnvironmentsHaveNaturalGroups(
      String type, String documents, String users, int sweeps) {
    Frame frame = Frame.of(environment(type), KEY);
    assertThat(frame.documents().noun()).isEqualTo(documents);
    assertThat(frame.users().noun()).isEqualTo(users);
    assertThat(frame.sweeps()).hasSize(sweeps);
  }

  @SuppressWarnings("unchecked")
  private static <C extends Record> Environment environment(String type) {
    EnvironmentProvider<C> provider =
        (EnvironmentProvider<C>)
            ServiceLoader.load(EnvironmentProvider.class).stream()
                .map(ServiceLoader.Provider::get)
                .filter(it -> it.name().equals(type))
                .findFirst()
                .orElseThrow();
    return provider.create(provider.defaults(), Path.of("."));
  }

  @Test
  void fifthsOfAFeatureHoldAboutEquallyManyCandidates() {
    Frame frame = Frame.of(environment("long_term_satisfaction"), KEY);
    Observation seen = frame.start();
    int count = seen.candidates().size();
    long[] sizes = new long[5];
    IntStream.range(0, count).forEach(i -> sizes[frame.documents().group().of(seen, i)]++);

    assertThat(frame.documents().count()).isEqualTo(5);
    assertThat(sizes).doesNotContain(count);
    assertThat(frame.documents().label().apply(0)).startsWith("clickbait below 0.");
  }

  @Test
  void largestInterestIsTheUsersGroup() {
    Frame frame = Frame.of(environment("interest_evolution"), KEY);
    double[] user = frame.start().user().clone();
    user[7] = 2;
    double group = frame.users().value().of(frame.start().withUser(user), java.util.Map.of());
    assertThat(group).isEqualTo(7);
    assertThat(frame.users().label().apply(7)).isEqualTo("interest_7");
  }

  @Test
  void probeOfAPolicyThatDrawsNamesNoDocument() {
    Frame frame = Frame.of(environment("interest_evolution"), KEY);
    List<Probe> probes =
        Probes.of(frame, Policy.uniform(frame.environment().space()), Perception.NONE, KEY);
    assertThat(probes).hasSize(20).allSatisfy(it -> assertThat(it.first()).containsOnly(""));
  }

  @Test
  void probeFollowsAPolicyAlongTheFeature() {
    Frame frame = Frame.of(environment("six_states"), KEY);
    Policy policy = (seen, key) -> dev.recsim.api.Slate.of(seen.state() < 3 ? 0 : 1);
    Probe probe = Probes.of(frame, policy, Perception.NONE, KEY).get(0);
    assertThat(probe.feature()).isEqualTo("state");
    assertThat(probe.first())
        .containsExactly(
            "document 0", "document 0", "document 0", "document 1", "document 1", "document 1");
    assertThat(probe.values()).isEmpty();
  }
}
