package dev.recsim.fit.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.recsim.api.FiniteMdp;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Gaps that were computed in two independent ways by other programs, to 1e-9. */
class VectorsTest {
  private static final Path FILE =
      Path.of("../recsim-decide/src/test/resources/vectors/reality.json");
  private static final Set<String> FUNCTIONS =
      Set.of("counterfactual", "single_step", "verdict", "sessions_needed");

  private static List<JsonNode> vectors() throws IOException {
    JsonNode cases = new ObjectMapper().readTree(FILE.toFile()).get("cases");
    return StreamSupport.stream(cases.spliterator(), false)
        .filter(it -> FUNCTIONS.contains(it.get("function").asText()))
        .toList();
  }

  @Test
  void allAreThere() throws IOException {
    assertThat(vectors()).hasSize(14);
  }

  @TestFactory
  Stream<DynamicTest> values() throws IOException {
    return vectors().stream()
        .map(it -> DynamicTest.dynamicTest(it.get("name").asText(), () -> check(it)));
  }

  private static void check(JsonNode vector) {
    JsonNode in = vector.get("arguments");
    JsonNode out = vector.get("expected");
    JsonNode options = vector.get("options");
    switch (vector.get("function").asText()) {
      case "counterfactual" -> counterfactual(in, out);
      case "single_step" -> {
        StepGap steps = new StepGap();
        for (int i = 0; i < in.get(0).size(); i++) {
          steps.add(
              new double[] {in.get(0).get(i).asDouble()},
              new double[] {in.get(1).get(i).asDouble()});
        }
        check(steps.gap(in.size() > 2 ? in.get(2).asDouble() : 0, null), out);
      }
      case "verdict" -> {
        GapRule rule =
            new GapRule(
                options.has("delta") ? options.get("delta").asDouble() : 0.05,
                0.01 / (options.has("logs") ? options.get("logs").asInt() : 1));
        double gap = in.get(0).asDouble();
        double seLog = in.get(1).asDouble();
        Gap measured = new Gap(1_000, 1 + gap, 1, gap, seLog, in.get(2).asDouble(), 0, null, null);
        assertThat(rule.verdict(measured).name()).isEqualTo(out.asText());
      }
      default -> {
        double delta = options.has("delta") ? options.get("delta").asDouble() : 0.05;
        assertThat(new GapRule(delta, 0.01).sessions(in.get(0).asDouble(), in.get(1).asLong()))
            .isEqualTo(out.asLong());
      }
    }
  }

  private static void counterfactual(JsonNode in, JsonNode out) {
    List<FiniteMdp> draws = new ArrayList<>();
    if (in.size() > 2) {
      in.get(2).forEach(it -> draws.add(new World(it, List.of())));
    }
    List<LoggedSteps> log = new ArrayList<>();
    for (JsonNode session : in.get(1)) {
      int n = session.size();
      LoggedSteps steps = new LoggedSteps(new int[n], new int[n], new double[n]);
      for (int t = 0; t < n; t++) {
        steps.states()[t] = session.get(t).get(0).asInt();
        steps.actions()[t] = session.get(t).get(1).asInt();
        steps.rewards()[t] = session.get(t).get(2).asDouble();
      }
      log.add(steps);
    }
    Gap gap = SessionGap.of(new World(in.get(0), draws), log);
    check(gap, out);
    close(gap.predicted(), out.get("predicted"));
    close(gap.observed(), out.get("observed"));
    close(gap.parts().start(), out.get("parts").get("start"));
    close(gap.parts().responses(), out.get("parts").get("responses"));
    close(gap.parts().leaving(), out.get("parts").get("after"));
    Gap.Parts parts = gap.parts();
    assertThat(parts.start() + parts.responses() + parts.leaving())
        .isCloseTo(gap.relative(), within(1e-12));
  }

  private static void check(Gap gap, JsonNode out) {
    close(gap.relative(), out.get("gap"));
    close(gap.seLog(), out.get("se_log"));
    close(gap.seFit(), out.get("se_fit"));
  }

  private static void close(double actual, JsonNode expected) {
    assertThat(actual).isCloseTo(expected.asDouble(), within(1e-9));
  }

  /** A world of the vectors. */
  private record World(JsonNode json, List<FiniteMdp> drawn) implements FiniteMdp, AfterResponse {
    @Override
    public int states() {
      return json.get("start").size();
    }

    @Override
    public int actions() {
      return states();
    }

    @Override
    public double start(int state) {
      return json.get("start").get(state).asDouble();
    }

    @Override
    public double reward(int state, int action) {
      return json.get("accept").get(state).get(action).asDouble();
    }

    @Override
    public double after(int state, int action, boolean accepted, double[] values) {
      double next = 0;
      for (int i = 0; i < states(); i++) {
        double move = accepted ? (i == action ? 1 : 0) : json.get("move").get(i).asDouble();
        next += move * values[i];
      }
      return (1 - json.get(accepted ? "leave_accepted" : "leave_refused").asDouble()) * next;
    }

    @Override
    public void transition(int state, int action, double[] probabilities) {
      double accept = reward(state, action);
      double refused = (1 - accept) * (1 - json.get("leave_refused").asDouble());
      for (int i = 0; i < states(); i++) {
        probabilities[i] = refused * json.get("move").get(i).asDouble();
      }
      probabilities[action] += accept * (1 - json.get("leave_accepted").asDouble());
    }

    @Override
    public int maxSessionLength() {
      return 1_000_000;
    }

    @Override
    public Optional<Posterior> posterior() {
      return drawn.isEmpty() ? Optional.empty() : Optional.of(new Drawn(drawn));
    }
  }

  private record Drawn(List<FiniteMdp> worlds) implements FiniteMdp.Posterior {
    @Override
    public int draws() {
      return worlds.size();
    }

    @Override
    public FiniteMdp draw(int index) {
      return worlds.get(index);
    }

    @Override
    public long rows(int state, int action) {
      return 0;
    }
  }
}
