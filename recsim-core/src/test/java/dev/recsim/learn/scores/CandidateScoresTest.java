package dev.recsim.learn.scores;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Weights;
import dev.recsim.learn.EngineChoice;
import dev.recsim.learn.Parameters;
import dev.recsim.learn.tape.Tape;
import dev.recsim.learn.tape.Value;
import dev.recsim.random.RandomKey;
import java.util.Arrays;
import java.util.List;
import java.util.stream.DoubleStream;
import org.junit.jupiter.api.Test;

class CandidateScoresTest {
  private record Item(long id, double[] features) implements Document {}

  private static final Space SPACE =
      new Space(3, 2, 1, 0, List.of("age"), List.of("length"), List.of());

  private final Parameters parameters = new Parameters(EngineChoice.JAVA, List.of(4));
  private final CandidateScores scores =
      new CandidateScores(SPACE, List.of(4), parameters, "q", RandomKey.root(1));

  @Test
  void candidatesThatAreMissingScoreMinusInfinity() {
    Observation few = seen(1, 2);
    Observation many = seen(3, 4, 5);

    Value both = scores.scores(new Tape(), List.of(few, many));

    assertThat(both.width()).isEqualTo(3);
    assertThat(row(both, 0))
        .startsWith(row(scores.scores(few), 0))
        .endsWith(Float.NEGATIVE_INFINITY);
    assertThat(row(both, 1)).containsExactly(row(scores.scores(many), 0));
  }

  @Test
  void slateHasTheGreatestScoresFirst() {
    Space states = new Space(4, 3, 1);
    Parameters own = new Parameters(EngineChoice.JAVA, List.of(4));
    CandidateScores policy =
        new CandidateScores(states, List.of(4), own, "policy", RandomKey.root(1));
    Weights weights = own.weights();
    Arrays.fill(weights.tensors().get("policy.1.weight").data(), 0);
    System.arraycopy(
        new float[] {1, 3, 2, 3}, 0, weights.tensors().get("policy.1.bias").data(), 0, 4);
    own.load(weights);

    assertThat(policy.choose(new Observation(0))).isEqualTo(Slate.of(1, 3, 2));
  }

  private static Observation seen(double... lengths) {
    List<Document> items =
        DoubleStream.of(lengths)
            .mapToObj(length -> (Document) new Item((long) length, new double[] {length}))
            .toList();
    return new Observation(0, new double[] {30}, items);
  }

  private static float[] row(Value value, int row) {
    return Arrays.copyOfRange(
        value.data(), row * value.width(), row * value.width() + value.width());
  }
}
