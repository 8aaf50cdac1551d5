package dev.recsim.serve.arm;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.serve.explore.Exploration;
import dev.recsim.tool.Interpreter;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ArmsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");
  private static final int UNITS = 20_000;

  private static Arms arms(double... shares) {
    List<Arm> arms = new ArrayList<>();
    arms.add(Arm.of(Arms.HOLDOUT, "old", shares[0]));
    for (int i = 1; i < shares.length; i++) {
      arms.add(Arm.of("arm" + i, i == 1 ? "old" : "new", shares[i]));
    }
    return new Arms("shop", arms);
  }

  private static String arm(Arms arms, Instant now, String unit) {
    int[] slots = arms.slots(now);
    return arms.arms().get(Arms.arm(slots, Arms.bucket(arms.salt(), unit))).name();
  }

  /** The changes of arms of all units, as "from to" with their number. */
  private static Map<String, Integer> moves(Arms before, Arms after) {
    Map<String, Integer> moves = new java.util.TreeMap<>();
    int[] old = before.slots(NOW);
    int[] now = after.slots(NOW);
    for (int i = 0; i < UNITS; i++) {
      double bucket = Arms.bucket("shop", "unit-" + i);
      String from = before.arms().get(Arms.arm(old, bucket)).name();
      String to = after.arms().get(Arms.arm(now, bucket)).name();
      if (!from.equals(to)) {
        moves.merge(from + " " + to, 1, Integer::sum);
      }
    }
    return moves;
  }

  @Test
  void growingMovesOnlyTheUnitsThatMustMove() {
    Map<String, Integer> grown = moves(arms(0.05, 0.85, 0.1), arms(0.05, 0.75, 0.2));
    assertThat(grown).containsOnlyKeys("arm1 arm2");
    assertThat(grown.get("arm1 arm2") / (double) UNITS).isEqualTo(0.1, within(0.01));
    assertThat(moves(arms(0.05, 0.75, 0.2), arms(0.05, 0.85, 0.1))).containsOnlyKeys("arm2 arm1");
    assertThat(moves(arms(0.05, 0.5, 0.45), arms(0.2, 0.35, 0.45)))
        .containsOnlyKeys("arm1 holdout");
    assertThat(moves(arms(0.05, 0.95, 0), arms(0.05, 0, 0.95))).containsOnlyKeys("arm1 arm2");
  }

  @Test
  void manyArmsDoNotDisturbEachOther() {
    Arms before = arms(0.05, 0.55, 0.1, 0.1, 0.1, 0.1);
    assertThat(moves(before, arms(0.05, 0.45, 0.2, 0.1, 0.1, 0.1))).containsOnlyKeys("arm1 arm2");
    assertThat(moves(before, arms(0.05, 0.45, 0.1, 0.2, 0.1, 0.1))).containsOnlyKeys("arm1 arm3");
    assertThat(moves(before, arms(0.05, 0.5, 0.1, 0.1, 0.15, 0.1))).containsOnlyKeys("arm1 arm4");
    assertThat(moves(before, arms(0.05, 0.5, 0.1, 0.1, 0.1, 0.15))).containsOnlyKeys("arm1 arm5");
    assertThat(moves(before, arms(0.05, 0.45, 0.1, 0.1, 0.1, 0.1, 0.1)))
        .as("an arm is added")
        .containsOnlyKeys("arm1 arm6");
  }

  /** Odds of failing with a correct hash: 1e-4, but ids and salt are fixed. */
  @Test
  void sharesAreThoseOfTheUnits() {
    double[] shares = {0.05, 0.4, 0.25, 0.2, 0.1};
    Arms arms = arms(shares);
    int[] slots = arms.slots(NOW);
    int[] counts = new int[shares.length];
    int units = 100_000;
    for (int i = 0; i < units; i++) {
      counts[Arms.arm(slots, Arms.bucket(arms.salt(), "user-" + i))]++;
    }
    double statistic = 0;
    for (int a = 0; a < shares.length; a++) {
      double expected = shares[a] * units;
      statistic += Math.pow(counts[a] - expected, 2) / expected;
    }
    assertThat(ChiSquaredDistribution.of(shares.length - 1).survivalProbability(statistic))
        .isGreaterThan(1e-4);
  }

  @Test
  void anotherSaltAssignsAnew() {
    int same = 0;
    for (int i = 0; i < UNITS; i++) {
      boolean one = Arms.bucket("a", "u" + i) < 0.5;
      boolean other = Arms.bucket("b", "u" + i) < 0.5;
      same += one == other ? 1 : 0;
    }
    assertThat(same / (double) UNITS).isEqualTo(0.5, within(0.02));
  }

  @Test
  void shareGrowsWithTheClockAndOnlyWithIt() {
    Arm ramped =
        new Arm(
            "new",
            "new",
            0.5,
            null,
            null,
            new Arm.Period(NOW, NOW.plusSeconds(4000), Duration.ofSeconds(1000)));
    assertThat(ramped.share(NOW.minusSeconds(1))).isZero();
    assertThat(ramped.share(NOW)).isZero();
    assertThat(ramped.share(NOW.plusSeconds(250))).isEqualTo(0.125);
    assertThat(ramped.share(NOW.plusSeconds(1000))).isEqualTo(0.5);
    assertThat(ramped.share(NOW.plusSeconds(3999))).isEqualTo(0.5);
    assertThat(ramped.share(NOW.plusSeconds(4000))).isZero();
    Arms arms = new Arms("shop", List.of(Arm.of("control", "old", 0.5), ramped));
    List<String> served = new ArrayList<>();
    for (int i = 0; i < UNITS && served.size() < 3000; i++) {
      if (arm(arms, NOW.plusSeconds(250), "unit-" + i).equals("new")) {
        served.add("unit-" + i);
        assertThat(arm(arms, NOW.plusSeconds(500), "unit-" + i)).isEqualTo("new");
      }
      if (i == 300) {
        break;
      }
    }
    assertThat(served).isNotEmpty();
  }

  @Test
  @Tag("slow")
  void pythonOfTheExampleFindsTheSameArms() throws IOException, InterruptedException {
    Interpreter.require();
    String code = Files.readString(Path.of("../examples/arm.py"));
    Arms arms = arms(0.05, 0.1, 0.4, 0.3, 0.1, 0.05); // the slots of some meet
    String call =
        "\nothers = [('holdout', .05), ('arm2', .4), ('arm3', .3), ('arm4', .1), ('arm5', .05)]\n"
            + "for i in range(2000):\n"
            + "    print(arm(f'unit-\u00e4-{i}', 'shop', 'arm1', others))\n";
    Path script = Files.createTempFile("arms", ".py");
    Files.writeString(script, code + call);
    Interpreter.Ended ended =
        Interpreter.run(new ProcessBuilder(Interpreter.PROGRAM, script.toString()));
    assertThat(ended.status()).as(ended.output()).isZero();
    String[] lines = ended.output().split("\\R");
    for (int i = 0; i < 2000; i++) {
      assertThat(lines[i]).isEqualTo(arm(arms, NOW, "unit-\u00e4-" + i));
    }
    Files.delete(script);
  }

  @Test
  void refusalsSayWhatToWrite() {
    assertThatThrownBy(() -> arms(0.05, 0.5, 0.4))
        .hasMessageContaining("must sum to 1, not to 0.9");
    assertThatThrownBy(() -> new Arms("", List.of(Arm.of("a", "p", 1))))
        .hasMessageContaining("need a salt");
    assertThatThrownBy(() -> new Arms("s", List.of(Arm.of("holdout", "p", 1))))
        .hasMessageContaining("besides the holdout");
    assertThatThrownBy(() -> new Arms("s", List.of(Arm.of("a", "p", 0.5), Arm.of("a", "p", 0.5))))
        .hasMessageContaining("two arms are called a");
    assertThatThrownBy(
            () ->
                new Arms(
                    "s",
                    List.of(new Arm("a", "p", 1, null, null, new Arm.Period(NOW, null, null)))))
        .hasMessageContaining("cannot start or stop");
    assertThatThrownBy(() -> Arm.of("a", "p", 1.5)).hasMessageContaining("from 0 to 1");
    assertThatThrownBy(
            () -> new Arm("a", "p", 1, new Exploration.Softmax(1), "q", Arm.Period.ALWAYS))
        .hasMessageContaining("cannot explore and interleave");
    assertThatThrownBy(() -> new Arm("a", "p", 1, null, "p", Arm.Period.ALWAYS))
        .hasMessageContaining("with itself");
    assertThatThrownBy(
            () -> new Arm("a", "p", 1, null, null, new Arm.Period(null, null, Duration.ofDays(1))))
        .hasMessageContaining("needs a start");
    assertThatThrownBy(() -> new Arm("a", "p", 1, null, null, new Arm.Period(NOW, NOW, null)))
        .hasMessageContaining("before it stops");
  }
}
