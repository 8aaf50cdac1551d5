package dev.recsim.serve;

import static dev.recsim.serve.TestPolicies.options;
import static dev.recsim.serve.TestPolicies.request;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.served.EventRecord;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.apache.commons.statistics.distribution.ChiSquaredDistribution;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class RankerArmsTest {
  private static final Instant NOW = Instant.parse("2026-12-01T10:00:00Z");

  private final TestPolicies policies = new TestPolicies();

  /** A clock that tests set. */
  private static final class Watch extends Clock {
    private Instant now = NOW;

    @Override
    public ZoneId getZone() {
      return ZoneOffset.UTC;
    }

    @Override
    public Clock withZone(ZoneId zone) {
      return this;
    }

    @Override
    public Instant instant() {
      return now;
    }
  }

  private static Arm arm(String name, String policy, double share, Exploration explore) {
    return new Arm(name, policy, share, explore, null, Arm.Period.ALWAYS);
  }

  private static Arm interleaved(double share) {
    return new Arm("both", "price", share, null, "quality", Arm.Period.ALWAYS);
  }

  private Ranker open(MemorySink sink, Arm... arms) {
    policies.put("price", TestPolicies.SCHEMA, TestPolicies.scoring(0));
    return Ranker.open(
        options("price", "quality", "random")
            .withSink(sink)
            .withArms(new Arms("shop", List.of(arms))),
        policies);
  }

  @Test
  void unitsKeepTheirArm() {
    MemorySink sink = new MemorySink();
    try (Ranker ranker =
        open(sink, Arm.of("control", "price", 0.5), Arm.of("new", "quality", 0.5))) {
      Map<String, Integer> counts = new TreeMap<>();
      for (int i = 0; i < 2_000; i++) {
        Ranking ranking = ranker.rank(request("unit-" + i % 200));
        counts.merge(ranking.arm(), 1, Integer::sum);
        double bucket = Arms.bucket("shop", "unit-" + i % 200);
        assertThat(sink.decisions.get(i).unit().bucket()).isEqualTo(bucket);
        assertThat(ranking.arm()).isEqualTo(bucket < 0.5 ? "new" : "control");
        assertThat(ranking.policy()).isEqualTo(bucket < 0.5 ? "quality" : "price");
      }
      assertThat(counts.keySet()).containsExactly("control", "new");
      assertThat(ranker.status().answers().decisions().get("new").get("quality"))
          .isEqualTo((long) counts.get("new"));
    }
  }

  @Test
  @Tag("slow")
  void sharesOfEachArmAreTheLoggedPropensities() {
    shares(100_000);
  }

  @Test
  @Tag("nightly")
  void sharesOfEachArmAreTheLoggedPropensitiesInAMillionDecisions() {
    shares(1_000_000);
  }

  /**
   * Units and keys are fixed. Shares of slates are within 4 standard errors of the products of
   * their propensities, and all of them and the shares of arms pass one chi-square test at 1e-4. Of
   * 60 cells, correct propensities fail with probability 0.4 %.
   */
  private void shares(int decisions) {
    try (Ranker ranker =
        open(
            null,
            arm("control", "price", 0.2, null),
            arm("holdout", "random", 0.1, null),
            arm("epsilon", "price", 0.2, new Exploration.EpsilonGreedy(0.3)),
            arm("softmax", "price", 0.2, new Exploration.Softmax(1.5)),
            arm("shuffle", "price", 0.15, new Exploration.TopKShuffle(2)),
            interleaved(0.15))) {
      Map<String, Integer> ofArm = new TreeMap<>();
      Map<String, Integer> counts = new HashMap<>();
      Map<String, Double> products = new HashMap<>();
      for (long i = 0; i < decisions; i++) {
        RankRequest asked = request("unit-" + i);
        Ranking it =
            ranker.rank(
                new RankRequest(
                    asked.unit(), null, null, asked.user(), asked.candidates(), i * 31 + 7));
        String cell = it.arm() + " " + it.documents();
        ofArm.merge(it.arm(), 1, Integer::sum);
        counts.merge(cell, 1, Integer::sum);
        products.put(cell, it.propensities()[0] * it.propensities()[1]);
      }
      double statistic = 0;
      int free = 0;
      for (Arm arm : ranker.arms().orElseThrow().arms()) {
        int n = ofArm.get(arm.name());
        double all = decisions * arm.share();
        statistic += (n - all) * (n - all) / all;
        double sum = 0;
        for (String cell : counts.keySet()) {
          if (cell.startsWith(arm.name() + " ")) {
            double p = products.get(cell);
            double expected = n * p;
            double away = counts.get(cell) - expected;
            assertThat(Math.abs(away))
                .as(cell)
                .isLessThanOrEqualTo(4 * Math.sqrt(expected * (1 - p)) + 1e-6);
            statistic += away * away / expected;
            sum += p;
            free++;
          }
        }
        assertThat(sum).as("slates of " + arm.name()).isBetween(0.999, 1 + 1e-9);
        free--;
      }
      double tail =
          ChiSquaredDistribution.of(free + ofArm.size() - 1.0).survivalProbability(statistic);
      assertThat(tail).as("chi-square %s", statistic).isGreaterThan(1e-4);
    }
  }

  @Test
  void interleavedSlatesSayWhoGetsTheCredit() {
    MemorySink sink = new MemorySink();
    try (Ranker ranker = open(sink, interleaved(1))) {
      Ranking ranking = ranker.rank(request("u"));
      assertThat(ranking.policy()).isEqualTo("price+quality");
      assertThat(ranking.credit()).containsExactlyInAnyOrder("price", "quality");
      boolean first = ranking.credit().get(0).equals("price");
      assertThat(ranking.documents()).containsExactly(first ? "d" : "a", first ? "a" : "d");
      assertThat(ranking.propensities()).containsExactly(0.5, 1);
      assertThat(sink.decisions.get(0).shown().teams()).isEqualTo(ranking.credit());
    }
  }

  @Test
  void armsStartGrowAndStopWithTheClockAlsoIfItGoesBack() {
    Watch watch = new Watch();
    Arm ramped =
        new Arm(
            "new",
            "quality",
            0.5,
            null,
            null,
            new Arm.Period(NOW, NOW.plusSeconds(10_000), Duration.ofSeconds(1_000)));
    Arms arms = new Arms("shop", List.of(Arm.of("control", "price", 0.5), ramped));
    try (Ranker ranker =
        Ranker.open(options("price", "quality").withArms(arms).withClock(watch), policies)) {
      assertThat(share(ranker, watch, -100)).isZero();
      assertThat(share(ranker, watch, 500)).isBetween(0.2, 0.3);
      assertThat(share(ranker, watch, 1_000)).isBetween(0.45, 0.55);
      double before = share(ranker, watch, 500);
      assertThat(before).as("the clock goes back").isBetween(0.2, 0.3);
      assertThat(share(ranker, watch, 10_000)).isZero();
      assertThat(share(ranker, watch, 500)).isEqualTo(before);
    }
  }

  private static double share(Ranker ranker, Watch watch, long second) {
    watch.now = NOW.plusSeconds(second);
    int served = 0;
    for (int i = 0; i < 2_000; i++) {
      served += ranker.rank(request("unit-" + i)).arm().equals("new") ? 1 : 0;
    }
    return served / 2_000.0;
  }

  @Test
  void aChangeOfArmsIsAnEvent() {
    MemorySink sink = new MemorySink();
    try (Ranker ranker = open(sink, Arm.of("control", "price", 1))) {
      Arms other =
          new Arms(
              "shop",
              List.of(
                  Arm.of("control", "price", 0.9),
                  arm("new", "quality", 0.1, new Exploration.EpsilonGreedy(0.1))));
      ranker.arms(other);
      assertThat(ranker.arms()).contains(other);
      assertThat(((EventRecord.Arms) sink.events.get(1)).arms().toString())
          .isEqualTo(
              "{salt=shop, arms=[{name=control, policy=price, share=0.9}, {name=new,"
                  + " policy=quality, share=0.1, explore={type=epsilon_greedy, epsilon=0.1"
                  + "}}]}");
      assertThatThrownBy(
              () -> ranker.arms(new Arms("shop", List.of(Arm.of("control", "other", 1)))))
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining("there is no policy other; there are [price, quality, random]");
      assertThatThrownBy(
              () ->
                  ranker.arms(
                      new Arms(
                          "shop", List.of(arm("a", "quality", 1, new Exploration.Softmax(1))))))
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining("policy quality: softmax needs an agent that scores documents");
      assertThat(ranker.arms()).as("the old ones stay").contains(other);
      assertThat(sink.events).hasSize(2);
    }
  }
}
