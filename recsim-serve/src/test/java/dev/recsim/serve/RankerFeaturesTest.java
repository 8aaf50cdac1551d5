package dev.recsim.serve;

import static dev.recsim.serve.TestPolicies.candidates;
import static dev.recsim.serve.TestPolicies.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.feature.FeatureRule.Action;
import dev.recsim.serve.load.Schema;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RankerFeaturesTest {
  private final TestPolicies policies = new TestPolicies();

  @TempDir Path folder;

  private static RankRequest of(Double age, Double income) {
    Map<String, Double> user = new HashMap<>();
    if (age != null) {
      user.put("age", age);
    }
    if (income != null) {
      user.put("income", income);
    }
    return RankRequest.of("u", user, candidates());
  }

  /** The age that the policy sees. */
  private double seen(FeatureRule rule, RankRequest request) {
    MemorySink sink = new MemorySink();
    try (Ranker ranker =
        Ranker.open(options("price").withSink(sink).withFeatures(Map.of("age", rule)), policies)) {
      ranker.rank(request);
      return sink.decisions.get(0).seen().user()[0];
    }
  }

  private static FeatureRule rule(Action missing, Action notANumber, Action outOfRange) {
    return new FeatureRule(missing, Action.IGNORE, notANumber, outOfRange);
  }

  @Test
  void rulesDecideWhatThePolicySees() {
    FeatureRule given = rule(Action.of(0.3), Action.of(0.4), Action.of(0.6));
    assertThat(seen(given, of(null, 0.0))).isEqualTo(0.3);
    assertThat(seen(given, of(Double.NaN, 0.0))).isEqualTo(0.4);
    assertThat(seen(given, of(Double.NEGATIVE_INFINITY, 0.0))).isEqualTo(0.4);
    assertThat(seen(given, of(1.1, 0.0))).isEqualTo(0.6);
    assertThat(seen(given, of(1.0, 0.0))).isEqualTo(1);
    FeatureRule clamped = rule(Action.REFUSE, Action.REFUSE, Action.CLAMP);
    assertThat(seen(clamped, of(7.0, 0.0))).isEqualTo(1);
    assertThat(seen(clamped, of(-7.0, 0.0))).isEqualTo(0);
    FeatureRule ignored = rule(Action.REFUSE, Action.REFUSE, Action.IGNORE);
    assertThat(seen(ignored, of(7.0, 0.0))).isEqualTo(7);
  }

  @Test
  void rulesAreForFeaturesOfThePolicies() {
    RankerOptions misspelt =
        options("price")
            .withFeatures(Map.of("agee", rule(Action.of(1), Action.REFUSE, Action.CLAMP)));
    assertThatThrownBy(() -> Ranker.open(misspelt, policies))
        .hasMessage(
            "there is a rule for the feature agee, which no policy has; features are age, income,"
                + " price, quality");
  }

  @Test
  void eachEventIsCounted() {
    FeatureRule strict =
        new FeatureRule(Action.REFUSE, Action.REFUSE, Action.REFUSE, Action.REFUSE);
    try (Ranker ranker =
        Ranker.open(
            options("price").withFeatures(Map.of("age", strict, "size", strict)), policies)) {
      assertRefused(ranker, of(null, 0.0), "feature age of the user is missing");
      assertRefused(ranker, of(Double.NaN, 0.0), "feature age of the user is NaN");
      assertRefused(
          ranker, of(2.0, 0.0), "is 2.0, outside of the range seen in training, 0.0 to 1.0");
      assertRefused(
          ranker,
          RankRequest.of("u", Map.of("age", 1.0, "income", 0.0, "size", 1.0), candidates()),
          "feature size of the user is not known to the policy, which knows [age, income]");
      ranker.rank(
          RankRequest.of("u", Map.of("age", 1.0, "income", 3.0, "colour", 1.0), candidates()));
      assertThat(ranker.status().answers().refused()).isEqualTo(4);
      assertThat(ranker.status().features())
          .isEqualTo(
              Map.of(
                  "age", Map.of("missing", 1L, "not_a_number", 1L, "out_of_range", 1L),
                  "income", Map.of("out_of_range", 1L),
                  "size", Map.of("unknown", 1L),
                  "colour", Map.of("unknown", 1L)));
    }
  }

  private static void assertRefused(Ranker ranker, RankRequest request, String message) {
    assertThatThrownBy(() -> ranker.rank(request))
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining(message);
  }

  @Test
  void namesOfUnknownFeaturesDoNotFillTheMemory() {
    try (Ranker ranker = Ranker.open(options("price"), policies)) {
      for (int i = 0; i < 3_000; i++) {
        ranker.rank(
            RankRequest.of("u", Map.of("age", 1.0, "income", 0.0, "x" + i, 1.0), candidates()));
      }
      assertThat(ranker.status().features()).hasSizeLessThan(1_100);
      assertThat(ranker.status().features().get("others").get("unknown")).isGreaterThan(1_900);
    }
  }

  @Test
  void candidatesHaveRulesToo() {
    try (Ranker ranker = Ranker.open(options("price"), policies)) {
      List<Candidate> some =
          List.of(TestPolicies.candidate("a", 1, 1), new Candidate("b", 0, Map.of("price", 1.0)));
      assertRefused(
          ranker,
          RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), some),
          "feature quality of document b is missing; send it, or give it a rule for missing");
    }
  }

  @Test
  void impossibleRulesAreRefused() {
    assertThatThrownBy(
            () -> new FeatureRule(Action.CLAMP, Action.IGNORE, Action.REFUSE, Action.CLAMP))
        .hasMessageContaining("missing: clamp is not possible; write one of refuse, a number");
    assertThatThrownBy(() -> Action.of(Double.NaN)).hasMessageContaining("finite");
  }

  private static final String TWO =
      """
      {"id": "sku-1", "topic": 1, "features": {"price": 1, "quality": 0.5}}
      {"id": "sku-2", "topic": 0, "features": {"price": 2, "quality": 0.5}}
      """;

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  void documentsOfTheCatalogueAreNamedById() throws IOException {
    Path jsonl = file("catalogue.jsonl", TWO);
    Path csv =
        file(
            "catalogue.csv",
            "\uFEFFid,price,topic,quality\r\n\"sku-1\",1,1,0.5\r\n \nsku-2,2,0,0.5\n");
    for (Path path : List.of(jsonl, csv)) {
      try (Ranker ranker = Ranker.open(options("price").withCatalogue(path), policies)) {
        assertThat(ranker.status().documents()).isEqualTo(2);
        RankRequest both =
            RankRequest.of(
                "u",
                Map.of("age", 1.0, "income", 0.0),
                List.of(Candidate.of("sku-1"), Candidate.of("sku-2")));
        assertThat(ranker.rank(both).documents()).containsExactly("sku-2", "sku-1");
        RankRequest all = RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), List.of());
        assertThat(ranker.rank(all).documents()).containsExactly("sku-2", "sku-1");
        RankRequest mixed =
            RankRequest.of(
                "u",
                Map.of("age", 1.0, "income", 0.0),
                List.of(Candidate.of("sku-1"), TestPolicies.candidate("sku-2", 0.5, 0)));
        assertThat(ranker.rank(mixed).documents())
            .as("features of the request win")
            .containsExactly("sku-1", "sku-2");
        assertRefused(
            ranker,
            RankRequest.of(
                "u",
                Map.of("age", 1.0, "income", 0.0),
                List.of(Candidate.of("sku-1"), Candidate.of("sku-1"))),
            "candidate sku-1 is offered twice");
      }
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"id\": \"sku-1\", \"topic\": 1, \"features\": {\"price\": 1, \"quality\": 1}}|"
            + "document sku-1 is already in line 1",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": 1, \"colour\": 1}}|"
            + "the policy does not know feature colour, but [price, quality]; remove it",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": NaN, \"quality\": 1}}|not a JSON",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": 1e999, \"quality\": 1}}|"
            + "feature price of document x is Infinity",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": \"1\", \"quality\": 1}}|"
            + "feature price must be a number",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": 1}}|feature quality of document x",
        "{\"id\": \"x\", \"topic\": 3, \"features\": {\"price\": 1, \"quality\": 1}}|from 0 to 2",
        "{\"id\": \"x\", \"features\": {\"price\": 1, \"quality\": 1}}|the topic of x must be",
        "{\"id\": \"x\", \"topic\": 1.5, \"features\": {\"price\": 1, \"quality\": 1}}|whole number",
        "{\"id\": 7, \"topic\": 1, \"features\": {\"price\": 1, \"quality\": 1}}|a text \"id\"",
        "{\"id\": \"x\", \"topic\": 1, \"price\": 1}|\"price\" is not a key; features go into",
        "{\"id\": \"x\", \"topic\": 1, \"features\": {\"price\": 1, \"price\": 1}}|not a JSON",
        "{\"id\": \"\", \"topic\": 1, \"features\": {\"price\": 1, \"quality\": 1}}|is empty",
        "{\"id\": \"x\"|not a JSON object",
      })
  void invalidCataloguesAreRefusedWithTheLine(String lineAndMessage) throws IOException {
    String[] both = lineAndMessage.split("\\|");
    Path path = file("catalogue.jsonl", TWO);
    try (Ranker ranker = Ranker.open(options("price").withCatalogue(path), policies)) {
      file("catalogue.jsonl", TWO + both[0] + "\n");
      assertThatThrownBy(ranker::reloadCatalogue)
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining("catalogue.jsonl, line 3: ")
          .hasMessageContaining(both[1]);
      assertThat(ranker.status().documents()).as("the old one stays").isEqualTo(2);
      file("catalogue.jsonl", TWO + TWO.replace("sku-", "new-"));
      ranker.reloadCatalogue();
      assertThat(ranker.status().documents()).isEqualTo(4);
    }
  }

  @Test
  void invalidCsvIsRefusedWithTheLine() throws IOException {
    for (String[] it :
        Stream.of(
                "price,quality,topic\n1,2,0\n|line 1: the header must have a column id",
                "id,price,id\n|line 1: the header",
                "id,price,quality,topic\nx,1,2\n|line 2: has 3 cells; the header has 4",
                "id,price,quality,topic\nx,a,2,0\n|line 2: price must be a number, but is \"a\"",
                "id,price,quality,topic\nx,NaN,2,0\n|line 2: feature price of document x is NaN",
                "id,price,quality,topic\n\"a\"b,1,1,0\n|line 2: a cell goes on after its closing quote",
                "id,price,quality,topic\na,1,1,0\n\"b,1,1,0\n|line 3: the quote that opens here is never",
                "id,price,quality,topic\n|has no documents")
            .map(it -> it.split("\\|"))
            .toList()) {
      Path path = file("catalogue.csv", it[0]);
      assertThatThrownBy(() -> Ranker.open(options("price").withCatalogue(path), policies).close())
          .isInstanceOf(RankRefused.class)
          .hasMessageContaining(it[1]);
    }
    assertThatThrownBy(
            () ->
                Ranker.open(options("price").withCatalogue(folder.resolve("none")), policies)
                    .close())
        .isInstanceOf(RankRefused.class)
        .hasMessageContaining("there is no catalogue ");
  }

  @Test
  void encodedDocumentsNeedTheWholeCatalogue() throws IOException {
    Schema s = TestPolicies.SCHEMA;
    policies.put(
        "encoded",
        new Schema(
            s.space(), s.user(), s.document(), Schema.Kind.CATALOGUE, s.labels(), s.states()),
        seen -> TestPolicies.scored(seen, 0));
    assertThatThrownBy(() -> Ranker.open(options("encoded"), policies))
        .hasMessageContaining("give the ranker a catalogue");
    Path path = file("catalogue.jsonl", TWO);
    try (Ranker ranker = Ranker.open(options("encoded").withCatalogue(path), policies)) {
      assertThat(
              ranker.rank(RankRequest.of("u", Map.of("age", 1.0, "income", 0.0), null)).documents())
          .containsExactly("sku-2", "sku-1");
      assertRefused(ranker, of(0.5, 0.5), "picks from the whole catalogue; leave the candidates");
    }
  }
}
