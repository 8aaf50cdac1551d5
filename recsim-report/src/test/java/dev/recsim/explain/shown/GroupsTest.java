package dev.recsim.explain.shown;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.EnvironmentProvider;
import dev.recsim.api.Observation;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
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
    "transition_matrix, document, state",
    "six_states, document, state",
    "interest_evolution, topic, largest interest",
    "interest_exploration, topic, largest affinity",
    "long_term_satisfaction, clickbait, satisfaction",
    "browsing_and_ads, document, largest views",
    "boredom, topic, largest clicks_on_topic",
  })
  void builtInEnvironmentsHaveNaturalGroups(String type, String documents, String users) {
    Frame frame = Frame.of(environment(type), KEY);
    assertThat(frame.documents().noun()).isEqualTo(documents);
    assertThat(frame.users().noun()).isEqualTo(users);
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

  private static Observation start(Frame frame) {
    return frame.environment().open(KEY).start();
  }

  @Test
  void fifthsOfAFeatureHoldAboutEquallyManyCandidates() {
    Frame frame = Frame.of(environment("long_term_satisfaction"), KEY);
    Observation seen = start(frame);
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
    double[] user = start(frame).user().clone();
    user[7] = 2;
    double group = frame.users().value().of(start(frame).withUser(user), java.util.Map.of());
    assertThat(group).isEqualTo(7);
    assertThat(frame.users().label().apply(7)).isEqualTo("interest_7");
  }
}
