package dev.recsim.fit.response;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.exact.ExactSolver;
import dev.recsim.exact.StochasticPolicy;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** The share of steps that a change of policy changes. */
class ShareChangedTest {
  private static final Path FILE =
      Path.of("../recsim-decide/src/test/resources/vectors/reality.json");

  private static ResponseWorld world(
      double[][] accept, double[] start, double[] move, double accepted, double refused) {
    return new ResponseWorld(start, move, accepted, refused, 1_000_000) {
      @Override
      public double accept(int document, int shown) {
        return accept[document][shown];
      }
    };
  }

  @Test
  void countsStepsByHand() {
    // Everybody starts at 0 and leaves after one step: only what is shown there counts.
    double[][] half = {{0.5, 0.5}, {0.5, 0.5}};
    ResponseWorld world = world(half, new double[] {1, 0}, new double[] {0.5, 0.5}, 1, 1);
    StochasticPolicy from = new StochasticPolicy(new double[][] {{1, 0}, {1, 0}});
    StochasticPolicy to = new StochasticPolicy(new double[][] {{0.75, 0.25}, {0, 1}});
    assertThat(new ExactSolver(world).changed(from, to)).isEqualTo(0.25);
    assertThat(new ExactSolver(world).changed(from, from)).isZero();
  }

  @Test
  void agreesWithAnotherProgram() throws IOException {
    for (JsonNode it : new ObjectMapper().readTree(FILE.toFile()).get("cases")) {
      if (it.get("function").asText().equals("share_changed")) {
        JsonNode model = it.get("arguments").get(0);
        ResponseWorld world =
            world(
                matrix(model.get("accept")),
                row(model.get("start")),
                row(model.get("move")),
                model.get("leave_accepted").asDouble(),
                model.get("leave_refused").asDouble());
        double changed =
            new ExactSolver(world)
                .changed(
                    new StochasticPolicy(matrix(it.get("arguments").get(1))),
                    new StochasticPolicy(matrix(it.get("arguments").get(2))));
        assertThat(changed).isCloseTo(it.get("expected").asDouble(), within(1e-9));
        return;
      }
    }
    throw new AssertionError("no case");
  }

  private static double[][] matrix(JsonNode rows) {
    double[][] matrix = new double[rows.size()][];
    for (int i = 0; i < matrix.length; i++) {
      matrix[i] = row(rows.get(i));
    }
    return matrix;
  }

  private static double[] row(JsonNode values) {
    double[] row = new double[values.size()];
    for (int i = 0; i < row.length; i++) {
      row[i] = values.get(i).asDouble();
    }
    return row;
  }
}
