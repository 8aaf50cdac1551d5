package dev.recsim.serve;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.serve.RankerOptions.Source;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A ranker before the first promotion: it draws slates, and logs what an experiment needs. */
class UntrainedRankerTest {
  @TempDir Path folder;

  private RankerOptions options(Source source) throws IOException {
    Path catalogue = folder.resolve("catalogue.jsonl");
    Files.writeString(catalogue, "{\"id\": \"tent\"}\n{\"id\": \"pan\"}\n{\"id\": \"atlas\"}\n");
    return RankerOptions.of(Map.of("random", source)).withCatalogue(catalogue);
  }

  @Test
  void drawsSlatesFromTheCatalogueForAnyState() throws IOException {
    MemorySink log = new MemorySink();
    try (Ranker ranker = Ranker.open(options(Source.random(2)).withSink(log))) {
      Set<List<String>> slates = new HashSet<>();
      for (long key = 0; key < 200; key++) {
        RankRequest request = new RankRequest("u", "v", "pan", Map.of(), List.of(), key);
        Ranking ranking = ranker.rank(request);
        assertThat(ranking.propensities()).containsExactly(1.0 / 3, 1.0 / 2);
        slates.add(ranking.documents());
      }
      // One of six is missing with a probability below 6 (5/6)^200 = 1e-15.
      assertThat(slates).hasSize(6);
    }
    assertThat(log.decisions).hasSize(200).allMatch(it -> it.seen().state().equals("pan"));
  }

  @Test
  void drawsFromTheCandidatesOfARequest() throws IOException {
    try (Ranker ranker = Ranker.open(options(Source.random(1)))) {
      Ranking ranking = ranker.rank(RankRequest.of("u", Map.of(), List.of(Candidate.of("pan"))));
      assertThat(ranking.documents()).containsExactly("pan");
    }
  }

  @Test
  void needsTheSizeOfASlate() throws IOException {
    RankerOptions options = options(Source.RANDOM);
    assertThatThrownBy(() -> Ranker.open(options))
        .hasMessageContaining("the slate_size of a policy of type random");
  }
}
