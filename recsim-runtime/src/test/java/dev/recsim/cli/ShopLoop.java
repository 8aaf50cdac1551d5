package dev.recsim.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.app.git.Repository;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import dev.recsim.serve.explore.Exploration;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import dev.recsim.served.Outcome;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The steps of {@code examples/shop/loop.sh} in one JVM. The ranker is called without the shop
 * around it, which only adds HTTP: arms, exploration and log are the ranker's. Requests have keys,
 * so that the log is the same each time.
 */
final class ShopLoop {
  private static final int LONGEST = 100;

  private final Path folder;
  private final Repository repository;
  private final ShopUsers users;
  private final int seed;

  ShopLoop(Path folder, ShopUsers users, int seed) throws Exception {
    this.folder = folder;
    this.users = users;
    this.seed = seed;
    repository = Repository.create(folder);
    PromotedShop.copy(ShopUsers.SHOP.resolve("experiments"), folder.resolve("experiments"));
    PromotedShop.copy(ShopUsers.SHOP.resolve("serve"), folder.resolve("serve"));
    repository.write(".gitignore", "served/\nreports/\n");
    repository.commit("A shop");
  }

  Printed says(String verb, String... more) throws Exception {
    Printed printed = Printed.by(folder, verb, more);
    assertThat(printed.code()).as(verb + "\n" + printed.output()).isEqualTo(ExitCode.FINE);
    return printed;
  }

  void commit(String what) throws Exception {
    repository.commit(what);
  }

  void explore(int visits) throws Exception {
    try (Ranker ranker =
        Ranker.open(
            RankerOptions.of(Map.of("random", Source.random(1)))
                .withCatalogue(folder.resolve("serve/catalogue.csv"))
                .withSink(sink("explore")))) {
      visit(ranker, visits, 2 * seed + 1);
    }
  }

  void test(int visits) throws Exception {
    Arms arms =
        new Arms(
            "shop-week-1",
            List.of(
                new Arm("popular", "popular", 0.5, null, null, Arm.Period.ALWAYS),
                new Arm(
                    "tabular_q",
                    "tabular_q",
                    0.5,
                    new Exploration.EpsilonGreedy(0.1),
                    null,
                    Arm.Period.ALWAYS)));
    try (Ranker ranker =
        Ranker.open(
            RankerOptions.of(
                    Map.of(
                        "popular",
                        Source.of(folder.resolve("promoted/shop/popular")),
                        "tabular_q",
                        Source.of(folder.resolve("promoted/shop/tabular_q"))))
                .withArms(arms)
                .withSink(sink("test")))) {
      visit(ranker, visits, 2 * seed + 2);
    }
  }

  private FileSink sink(String name) {
    return FileSink.open(FileSinkOptions.of(folder.resolve("served").resolve(name)));
  }

  private void visit(Ranker ranker, int visits, long seed) {
    for (int number = 0; number < visits; number++) {
      var user = users.user(1_000_003 * seed + number);
      String name = "u" + seed + "-" + number;
      int at = user.searches();
      for (int step = 0; step < LONGEST; step++) {
        long key = (seed * 1_000_003 + number) * LONGEST + step;
        Ranking ranking =
            ranker.rank(
                new RankRequest(name, name, users.products().get(at), Map.of(), List.of(), key));
        int recommended = users.products().indexOf(ranking.documents().get(0));
        boolean clicked = user.clicks(at, recommended);
        boolean bought = clicked && user.buys();
        boolean left = step == LONGEST - 1 || user.leaves(clicked);
        ranker.outcome(
            new Outcome(
                ranking.decision(),
                clicked ? List.of(0) : List.of(),
                new double[] {clicked ? 1 : 0},
                null,
                Map.of("bought", new double[] {bought ? 1 : 0}),
                left ? "ended" : "continues"));
        if (left) {
          break;
        }
        at = clicked ? recommended : user.searches();
      }
    }
  }

  /** What a promoted policy shows beside each product. */
  int[] shown(String agent) {
    int[] shown = new int[users.products().size()];
    try (Ranker ranker = Ranker.load(folder.resolve("promoted/shop").resolve(agent))) {
      for (int i = 0; i < shown.length; i++) {
        Ranking ranking =
            ranker.rank(
                new RankRequest("u", "u", users.products().get(i), Map.of(), List.of(), 1L));
        shown[i] = users.products().indexOf(ranking.documents().get(0));
      }
    }
    return shown;
  }
}
