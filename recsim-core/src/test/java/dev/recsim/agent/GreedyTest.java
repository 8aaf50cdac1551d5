package dev.recsim.agent;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.AgentProvider;
import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Environment.Appeal;
import dev.recsim.api.InvalidOption;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.env.choice.ExponentialCascadeProvider;
import dev.recsim.env.interest.InterestEvolutionEnvironmentProvider;
import dev.recsim.random.RandomKey;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;
import org.junit.jupiter.api.Test;

class GreedyTest {
  private static final GreedyProvider PROVIDER = new GreedyProvider();
  private static final InterestEvolutionEnvironmentProvider ENVIRONMENT =
      new InterestEvolutionEnvironmentProvider();
  private static final RandomKey KEY = RandomKey.root(1);

  /** An environment of which only is known what greedy agents may know. */
  private record Known(Space space, Optional<Appeal> appeal, Optional<Appeal.Score> scores)
      implements Environment {
    @Override
    public Optional<Appeal.Score> observableScore() {
      return scores;
    }

    @Override
    public Session open(RandomKey key) {
      throw new UnsupportedOperationException("only looked at");
    }
  }

  private record Priced(long id, double price) implements Document {
    @Override
    public double[] features() {
      return new double[] {price};
    }
  }

  private static Environment scored(int documents, int slateSize) {
    Space space = new Space(documents, slateSize, 1, 0, null, List.of("price"), null);
    return new Known(space, Optional.empty(), Optional.of(GreedyTest::price));
  }

  private static double price(Observation observation, int candidate) {
    return observation.candidates().get(candidate).features()[0];
  }

  private static Slate slate(Environment environment, double... prices) {
    List<Document> candidates = new ArrayList<>();
    for (double price : prices) {
      candidates.add(new Priced(candidates.size(), price));
    }
    Policy policy = PROVIDER.create(new NoOptions(), environment, KEY).greedy();
    return policy.recommend(new Observation(0, new double[0], candidates), KEY);
  }

  @Test
  void greatestScoresComeFirst() {
    assertThat(slate(scored(5, 3), 1, 5, 2, 4, 3)).isEqualTo(Slate.of(1, 3, 4));
    assertThat(slate(scored(5, 5), 1, 5, 2, 4, 3)).isEqualTo(Slate.of(1, 3, 4, 2, 0));
    assertThat(slate(scored(5, 1), -2, -1, -3, -1, -5)).isEqualTo(Slate.of(1));
  }

  @Test
  void amongEqualsTheLowestIndexComesFirst() {
    assertThat(slate(scored(4, 2), 1, 3, 3, 3)).isEqualTo(Slate.of(1, 2));
  }

  @Test
  void onlyTheCandidatesThatThereAreAreShown() {
    assertThat(slate(scored(9, 2), 1, 2, 3)).isEqualTo(Slate.of(2, 1));
  }

  /** What users choose by comes before what they like: here they choose what they like least. */
  @Test
  void weightsOfTheChoiceComeBeforeScores() {
    Appeal contrary =
        new Appeal() {
          @Override
          public double weight(Observation observation, int candidate) {
            return 9 - price(observation, candidate);
          }

          @Override
          public double noClickWeight(Observation observation) {
            return 1;
          }
        };
    Environment scored = scored(3, 2);
    Environment environment =
        new Known(scored.space(), Optional.of(contrary), scored.observableScore());
    assertThat(slate(environment, 1, 2, 3)).isEqualTo(Slate.of(0, 1));
  }

  /**
   * Users who read from the top have no weights of Luce's, but scores; those rank as weights do.
   */
  @Test
  void usersWhoReadFromTheTopAreShownWhatTheyLikeBestFirst() {
    ExponentialCascadeProvider cascade = new ExponentialCascadeProvider();
    Environment reading = environment(new Part<>(cascade, cascade.defaults()));
    Environment choosing = environment(ENVIRONMENT.defaults().choice());
    assertThat(reading.appeal()).isEmpty();
    assertThat(choosing.appeal()).isPresent();
    for (int i = 0; i < 20; i++) {
      Observation seen = reading.open(KEY.child(i)).start();
      assertThat(PROVIDER.create(new NoOptions(), reading, KEY).greedy().recommend(seen, KEY))
          .isEqualTo(PROVIDER.create(new NoOptions(), choosing, KEY).greedy().recommend(seen, KEY));
    }
  }

  private static Environment environment(Part<ChoiceModelProvider<?>> choice) {
    ComposedEnvironment.Options options = ENVIRONMENT.defaults();
    return ENVIRONMENT.create(
        new ComposedEnvironment.Options(
            options.user(),
            options.documents(),
            choice,
            options.candidates(),
            options.slateSize(),
            options.resample(),
            options.corpusSeed(),
            options.turnover(),
            options.growth(),
            options.reward(),
            options.maxSessionLength()),
        Path.of("."));
  }

  @Test
  void environmentsOfWhichNothingIsKnownAreRefused() {
    assertThatThrownBy(() -> PROVIDER.check(new NoOptions(), Environments.generated()))
        .isInstanceOfSatisfying(InvalidOption.class, e -> assertThat(e.option()).isEqualTo("type"))
        .hasMessageContaining("greedy")
        .hasMessageContaining("interest_evolution");
  }

  @Test
  void providersAreFoundByTheirNames() {
    assertThat(ServiceLoader.load(AgentProvider.class))
        .map(provider -> provider.name())
        .contains("greedy", "tabular_q");
  }
}
