package com.example.served;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.policy.PromotedPolicy;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.Candidate;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.arm.Arm;
import dev.recsim.serve.arm.Arms;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** The Java of docs/ranking.md, docs/promote.md and docs/production.md. */
abstract class Served {
  abstract void show(List<String> documents);

  void ranks() throws Exception {
    try (Ranker ranker = Ranker.load(Path.of("promoted/shop/slate_q"))) {
      List<Candidate> candidates =
          List.of(
              new Candidate("sku-1", 3, Map.of("price", 0.2)),
              new Candidate("sku-2", 1, Map.of("price", 0.7)));
      Ranking ranking = ranker.rank(RankRequest.of("user-7", Map.of("age", 0.4), candidates));
      show(ranking.documents());
    }
  }

  Ranker arms() throws Exception {
    Ranker ranker =
        Ranker.open(
            RankerOptions.of(
                    Map.of(
                        "new", Source.of(Path.of("promoted/shop/slate_q")),
                        "old", Source.of(Path.of("promoted/shop/ppo"))))
                .withCatalogue(Path.of("catalogue.jsonl"))
                .withArms(
                    new Arms(
                        "shop-2026-12",
                        List.of(Arm.of("control", "old", 0.9), Arm.of("treatment", "new", 0.1)))));
    return ranker;
  }

  Slate promoted(double[] user, List<Document> candidates) throws Exception {
    PromotedPolicy promoted = PromotedPolicy.read(Path.of("promoted/shop/slate_q"));
    Policy policy = promoted.policy(0);
    Slate slate = policy.recommend(new Observation(0, user, candidates), RandomKey.root(0));
    return slate;
  }

  Ranking visit(Ranker ranker, String user, String visit, String product) throws Exception {
    Ranking ranking = ranker.rank(new RankRequest(user, visit, product, Map.of(), List.of(), null));
    return ranking;
  }
}
