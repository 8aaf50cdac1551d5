package dev.recsim.bridge.environment;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Document;
import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Recycling;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.experimentfile.Environments;
import dev.recsim.experimentfile.ExperimentReader;
import dev.recsim.random.RandomKey;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class FeatureTableTest {
  private static final RandomKey KEY = RandomKey.root(3);
  private static final int STEPS = 50;

  @TempDir Path folder;

  private Environment environment(String options) throws Exception {
    Path file = folder.resolve("any.yaml");
    Files.writeString(file, "environment: {" + options + "}\nagents: {random: {type: random}}\n");
    return Environments.of(ExperimentReader.read(folder, file, List.of()).get(0));
  }

  /** Row 0 is no document, and the ten documents of the first session have rows of their own. */
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: interest_evolution | 0",
        "type: interest_evolution, documents: {topics: 500} | 1",
        "type: interest_evolution, resample: session, growth: 2, max_session_length: 9 | 0",
        "type: interest_exploration, resample: corpus, turnover: 2 | 1",
        "type: browsing_and_ads | 0",
        "'type: transition_matrix, acceptance: {similarity:"
            + " {seed: 1, dimension: 3, sharpness: 8, features: {count: 5}}}' | 0"
      })
  void referencesAreTheFeatures(String options, int further) throws Exception {
    assertThat(decoded(environment(options)) > 0).isEqualTo(further == 1);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "type: interest_exploration | most qualities are new",
        "type: transition_matrix | documents have no features",
        "type: interest_evolution, documents: {topics: 1000}, candidates: 600 | larger than 4 MB"
      })
  void noTableWhereItDoesNotPay(String options, String why) throws Exception {
    assertThat(FeatureTable.of(environment(options))).as(why).isNull();
  }

  /** A session that is lent writes other features into the arrays of its documents. */
  @Test
  void featuresThatAreOverwrittenAreNotTakenFromTheTable() {
    assertThat(decoded(new Overwriting())).isPositive();
  }

  @Test
  void documentsThatShareFeaturesMayDifferInTopic() {
    assertThat(decoded(new ThreeOfTwoTopics())).isEqualTo(3);
  }

  /** Compares each observation of lent sessions with its references; returns how many were new. */
  private static int decoded(Environment environment) {
    Space space = environment.space();
    FeatureTable table = FeatureTable.of(environment);
    assertThat(table).isNotNull();
    float[] known = numbers(Base64.getDecoder().decode(table.text()));
    ObservationRows plain = new ObservationRows(space, false, null);
    ObservationRows rows = new ObservationRows(space, false, table);
    int features = space.documentFeatures().size();
    int columns = table.columns();
    int further = 0;
    for (int s = 0; s < 3; s++) {
      Session session = environment.open(KEY.child(s));
      Recycling.lend(session);
      Observation seen = session.start();
      for (int t = 0; t < STEPS; t++) {
        float[] expected = new float[plain.width()];
        plain.put(expected, 0, new int[0], 0, seen);
        rows.begin();
        ByteBuffer message = ByteBuffer.allocate(rows.mostBytes()).order(ByteOrder.LITTLE_ENDIAN);
        Observation now = seen;
        int end = rows.put(message, 0, 1, i -> now);
        float[] more =
            numbers(Arrays.copyOfRange(message.array(), end, rows.putFurther(message, end)));
        assertThat(more).hasSize(rows.furtherRows() * columns);
        float[] actual = new float[expected.length];
        int start = rows.width();
        for (int i = 0; i < start; i++) {
          actual[i] = message.getFloat(4 * i);
        }
        for (int d = 0; d < space.documents(); d++) {
          int row = message.getInt(4 * (start + d));
          float[] of = row < table.size() ? known : more;
          int at = (row < table.size() ? row : row - table.size()) * columns;
          System.arraycopy(of, at, actual, start + d * features, features);
          if (space.topics() > 0) {
            actual[start + space.documents() * features + d] = of[at + features];
          }
        }
        assertThat(actual).containsExactly(expected);
        further += rows.furtherRows();
        Step step = session.recommend(Slate.random(seen.documents(space), 1, KEY.child(t)));
        if (!step.continues()) {
          break;
        }
        seen = step.next();
      }
    }
    return further;
  }

  private static float[] numbers(byte[] bytes) {
    float[] numbers = new float[bytes.length / Float.BYTES];
    ByteBuffer.wrap(bytes).order(ByteOrder.LITTLE_ENDIAN).asFloatBuffer().get(numbers);
    return numbers;
  }

  /** Two documents, which all sessions share until they are lent. */
  private static final class Overwriting implements Environment {
    private final List<Document> shared = documents();

    private static List<Document> documents() {
      return List.of(new Counted(0, new double[] {1}), new Counted(1, new double[] {2}));
    }

    private record Counted(long id, double[] features) implements Document {}

    @Override
    public Space space() {
      return new Space(2, 1, 1, 0, List.of("user"), List.of("count"), List.of());
    }

    @Override
    public Session open(RandomKey key) {
      return new Counting();
    }

    private final class Counting implements Session, Recycling.Lender {
      private List<Document> documents = shared;

      @Override
      public void lend() {
        documents = documents();
      }

      @Override
      public Observation start() {
        return new Observation(0, new double[] {7}, documents);
      }

      @Override
      public Step recommend(Slate slate) {
        documents.get(1).features()[0]++;
        return new Step(Response.NONE, 0, start(), Status.CONTINUES);
      }
    }
  }

  /**
   * Three documents with the same features; the last one has another topic. Sessions end at once.
   */
  private static final class ThreeOfTwoTopics implements Environment {
    private static final double[] FEATURES = {3};

    private record Tagged(long id, int topic) implements Document {
      @Override
      public double[] features() {
        return FEATURES;
      }
    }

    @Override
    public Space space() {
      return new Space(3, 1, 1, 2, List.of("user"), List.of("size"), List.of());
    }

    @Override
    public Session open(RandomKey key) {
      List<Document> documents = List.of(new Tagged(0, 0), new Tagged(1, 0), new Tagged(2, 1));
      return new Session() {
        @Override
        public Observation start() {
          return new Observation(0, new double[] {7}, documents);
        }

        @Override
        public Step recommend(Slate slate) {
          return new Step(Response.NONE, 0, start(), Status.ENDED);
        }
      };
    }
  }
}
