package dev.recsim.fit.gap;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Session;
import dev.recsim.api.Space;
import dev.recsim.exact.StochasticPolicy;
import dev.recsim.fit.chain.ChainMixture;
import dev.recsim.fit.chain.MarkovChain;
import dev.recsim.fit.chain.Sequences;
import dev.recsim.fit.click.CascadeClicks;
import dev.recsim.fit.click.ClickedSlates;
import dev.recsim.fit.click.DependentClicks;
import dev.recsim.fit.gap.Worlds.World;
import dev.recsim.fit.judge.FitFinding.Verdict;
import dev.recsim.fit.response.ResponseModel;
import dev.recsim.fit.response.ShownSession;
import dev.recsim.fit.world.ChainEnvironment;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Measures of chains, clicks and other environments on logs as files. */
class MeasuresTest {
  private static final List<String> TEN =
      IntStream.range(0, 10).mapToObj(Integer::toString).toList();

  @TempDir Path folder;

  private Log log(String rows, LogColumns columns) throws IOException {
    Files.writeString(folder.resolve("b.csv"), rows);
    return Log.of(new LogOptions("b.csv", columns, ",", " ", 0.01), folder, List.of());
  }

  private Log responses(List<ShownSession> sessions) throws IOException {
    StringBuilder rows = new StringBuilder("session,at,shown,ok\n");
    for (int i = 0; i < sessions.size(); i++) {
      ShownSession session = sessions.get(i);
      for (int t = 0; t < session.length(); t++) {
        int ok = session.accepted()[t] ? 1 : 0;
        rows.append("%s,%s,%s,%s\n".formatted(i, session.states()[t], session.shown()[t], ok));
      }
    }
    return log(
        rows.toString(),
        new LogColumns(
            "session", null, null, List.of("at"), null, "shown", null, "ok", null, null));
  }

  /** An environment that does not say that it is finite. */
  private record Opaque(Environment environment, OptionalInt batch) implements Environment {
    @Override
    public Space space() {
      return environment.space();
    }

    @Override
    public Session open(RandomKey key) {
      return environment.open(key);
    }

    @Override
    public Optional<FiniteMdp> model() {
      return Optional.empty();
    }
  }

  /** The simulation differs from the exact value by less than 4 of its standard errors of 0.7 %. */
  @Test
  void anEnvironmentThatIsNotFiniteIsSimulated() throws Exception {
    World world = Worlds.kinds(1, 10, 3, 0.1, 0.2);
    StochasticPolicy b = Worlds.greedy(world.acceptance(), 0.9);
    Log log = responses(world.log(2_000, true, RandomKey.root(1), b));
    Environment environment = world.kinds().get(0);
    RandomKey key = RandomKey.root(2);
    Measured exact = new EnvironmentGap(environment, TEN, 0, key, null).of(log);
    Environment opaque = new Opaque(environment, OptionalInt.empty());
    Measured simulated = new EnvironmentGap(opaque, TEN, 0, key, null).of(log);
    Environment together = new Opaque(environment, OptionalInt.of(64));
    assertThat(new EnvironmentGap(together, TEN, 0, key, null).of(log).gap())
        .isEqualTo(simulated.gap());
    assertThat(new EnvironmentGap(together, TEN, 0, key, 500).of(log).gap().seLog())
        .isGreaterThan(1.5 * simulated.gap().seLog());
    assertThat(exact.gap()).isEqualTo(new StateGap(world.kind(0), TEN).of(log).gap());
    assertThat(simulated.gap().relative()).isCloseTo(exact.gap().relative(), within(0.028));
    assertThat(simulated.gap().observed()).isEqualTo(exact.gap().observed());
    assertThat(simulated.gap().seLog()).isGreaterThan(exact.gap().seLog());
    assertThat(simulated.gap().seLog()).isLessThan(2 * exact.gap().seLog());
    assertThat(simulated.gap().seFit()).isZero();
    assertThat(new EnvironmentGap(environment, TEN, 500, key, null).of(log).gap().seFit())
        .isGreaterThan(exact.gap().seLog());
    assertThat(new GapRule(0.1, 0.01).verdict(simulated.gap())).isEqualTo(Verdict.HOLDS);
    List<String> nine = TEN.subList(0, 9);
    assertThatThrownBy(() -> new EnvironmentGap(environment, nine, 0, key, null).of(log))
        .hasMessageContaining("with documents or states that the environment lacks");
  }

  /**
   * With the kinds of the users, the gap is within 4 standard errors of 0; as users who are all
   * alike, it is more than 10 % and FAILS.
   */
  @Test
  void kindsOfUsersAreSolvedEachAlone() throws Exception {
    World world = Worlds.kinds(2, 10, 3, 0.1, 0.2);
    StochasticPolicy b = Worlds.greedy(world.acceptance(), 0.98);
    Log log = responses(world.log(20_000, true, RandomKey.root(1), b));
    ResponseModel alike =
        Worlds.fit(10, world.log(20_000, false, RandomKey.root(2), Worlds.uniform(10)));
    List<FiniteMdp> kinds = List.of(world.kind(0), world.kind(1));
    Gap pooled = new StateGap(alike, TEN).of(log).gap();
    Gap split = new StateGap(alike, kinds, new double[] {0.5, 0.5}, TEN).of(log).gap();
    GapRule rule = new GapRule(0.05, 0.01);
    assertThat(Math.abs(pooled.relative())).isGreaterThan(0.1);
    assertThat(rule.verdict(pooled)).isEqualTo(Verdict.FAILS);
    assertThat(Math.abs(split.relative())).isLessThan(4 * split.seLog());
    assertThat(rule.verdict(split)).isEqualTo(Verdict.HOLDS);
    assertThat(split.seFit()).isEqualTo(pooled.seFit());
    assertThat(pooled.thinSteps()).isZero();
    ResponseModel few =
        Worlds.fit(10, world.log(200, false, RandomKey.root(2), Worlds.uniform(10)));
    assertThat(new StateGap(few, TEN).of(log).gap().thinSteps()).isGreaterThan(0.5);
  }

  private static Sequences browsed(int sessions, long seed, double stays) {
    Sequences.Builder builder = new Sequences.Builder(3);
    for (int i = 0; i < sessions; i++) {
      builder.add(browsed(RandomKey.root(seed).child(i), stays), true);
    }
    return builder.build();
  }

  /** Users who open the next of three pages with a probability, else a random one. */
  private static int[] browsed(RandomKey key, double follows) {
    int page = key.below(0, 3);
    IntStream.Builder pages = IntStream.builder().add(page);
    for (int t = 0; key.uniform(3 * t + 1) < 0.8; t++) {
      page = key.uniform(3 * t + 2) < follows ? (page + 1) % 3 : key.below(3 * t + 3, 3);
      pages.add(page);
    }
    return pages.build().toArray();
  }

  private Log pages(int sessions, long seed, double follows) throws IOException {
    StringBuilder rows = new StringBuilder("visit,page\n");
    for (int i = 0; i < sessions; i++) {
      for (int page : browsed(RandomKey.root(seed).child(i), follows)) {
        rows.append("%s,%s\n".formatted(i, page));
      }
    }
    LogColumns columns =
        new LogColumns("visit", null, null, null, null, "page", null, null, null, null);
    return log(rows.toString(), columns);
  }

  private static ChainGap measure(ChainMixture chains, Sequences training) {
    Optional<MarkovChain.Counts> counts =
        chains.chains().size() == 1
            ? Optional.of(MarkovChain.Counts.of(training, 1))
            : Optional.empty();
    ChainEnvironment environment = new ChainEnvironment(chains, counts, 1, 1_000_000);
    return new ChainGap(environment.kinds(), chains.weights(), List.of("0", "1", "2"), training);
  }

  /**
   * Half of the steps follow, and of the others a third: the best page is opened in 2/3 of moves,
   * and there are 4 moves in a session on average.
   */
  @Test
  void chainsAreReplayedWithTheirBestPolicy() throws Exception {
    Sequences training = browsed(4_000, 1, 0.5);
    MarkovChain chain = MarkovChain.Counts.of(training, 1).mean();
    ChainGap one = measure(new ChainMixture(new double[] {1}, List.of(chain)), training);
    Gap right = one.of(pages(4_000, 2, 0.5)).gap();
    assertThat(right.predicted()).isCloseTo(4 * 2 / 3.0, within(0.15));
    assertThat(Math.abs(right.relative())).isLessThan(4 * right.error());
    Gap.Parts parts = right.parts();
    assertThat(parts.start() + parts.responses() + parts.leaving())
        .isCloseTo(right.relative(), within(1e-12));
    Gap wrong = one.of(pages(4_000, 3, 0.2)).gap();
    assertThat(new GapRule(0.05, 0.01).verdict(wrong)).isEqualTo(Verdict.FAILS);
    assertThat(wrong.parts().responses()).isGreaterThan(0.8 * wrong.relative());
    ChainMixture twins = new ChainMixture(new double[] {0.5, 0.5}, List.of(chain, chain));
    Gap mixed = measure(twins, training).of(pages(4_000, 2, 0.5)).gap();
    assertThat(mixed.relative()).isCloseTo(right.relative(), within(1e-12));
    assertThat(mixed.seLog()).isCloseTo(right.seLog(), within(1e-12));
    // The posterior and the spread of the log of the fit agree.
    assertThat(mixed.seFit()).isCloseTo(right.seFit(), within(0.35 * right.seFit()));
    assertThat(mixed.parts()).isNull();
  }

  /** One success and one failure are added to each of 30 documents with few rows. */
  @Test
  void theBiasOfClickModelsIsSeenByRefits() {
    double[] rates = new double[30];
    Arrays.fill(rates, 0.02);
    DependentClicks users = CascadeClicks.of(rates, 2);
    ClickedSlates a = clicks(users, 3_000, RandomKey.root(5));
    ClickGap measure =
        new ClickGap(CascadeClicks.fit(a), CascadeClicks::fit, List.of(), a, RandomKey.root(6));
    Gap gap = measure.of(clicks(users, 20_000, RandomKey.root(7)));
    assertThat(gap.relative()).isGreaterThan(0.1);
    // 200 rows of a document have 4 clicks, and the fit adds one: a quarter.
    assertThat(gap.relative() - gap.withoutPrior()).isCloseTo(0.25, within(0.1));
    assertThat(gap.seFit()).isBetween(0.05, 0.2);
    assertThat(new GapRule(0.05, 0.01).verdict(gap)).isEqualTo(Verdict.UNDECIDED);
  }

  private static ClickedSlates clicks(DependentClicks users, int slates, RandomKey key) {
    List<int[]> shown =
        IntStream.range(0, slates)
            .mapToObj(
                i -> {
                  int first = key.child(i).below(90, 30);
                  return new int[] {first, (first + 1 + key.child(i).below(91, 29)) % 30};
                })
            .toList();
    List<boolean[]> clicked =
        IntStream.range(0, slates).mapToObj(i -> users.draw(shown.get(i), key.child(i))).toList();
    return new ClickedSlates(30, shown, clicked);
  }

  /** Two slates of one session that are equal count as one with twice the clicks. */
  @Test
  void slatesOfASessionAreNotIndependent() {
    StepGap single = new StepGap();
    StepGap twice = new StepGap();
    for (int i = 0; i < 100; i++) {
      double click = i % 3 == 0 ? 1 : 0;
      single.add(new double[] {0.3}, new double[] {click});
      twice.add(new double[] {0.3, 0.3}, new double[] {click, click});
    }
    assertThat(twice.gap(0, null).seLog()).isCloseTo(single.gap(0, null).seLog(), within(1e-12));
    assertThat(twice.gap(0, null).relative()).isCloseTo(0.3 / 0.34 - 1, within(1e-12));
  }
}
