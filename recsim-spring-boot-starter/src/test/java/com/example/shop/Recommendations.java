package com.example.shop;

import dev.recsim.serve.RankRefused;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.Ranking;
import dev.recsim.served.Outcome;
import java.util.List;
import java.util.Map;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
class Recommendations {
  private final Ranker ranker;

  Recommendations(Ranker ranker) {
    this.ranker = ranker;
  }

  @PostMapping("/recommendations/{user}")
  Ranking recommend(@PathVariable String user, @RequestBody Map<String, Double> features) {
    return ranker.rank(RankRequest.of(user, features, List.of()));
  }

  @PostMapping("/clicks/{decision}")
  void clicked(@PathVariable String decision, @RequestParam int position) {
    ranker.outcome(new Outcome(decision, List.of(position), null, null, Map.of(), null));
  }

  @ExceptionHandler
  ResponseEntity<String> refused(RankRefused e) {
    return ResponseEntity.badRequest().body(e.getMessage());
  }
}
