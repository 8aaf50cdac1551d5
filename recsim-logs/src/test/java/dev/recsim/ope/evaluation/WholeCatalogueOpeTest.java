package dev.recsim.ope.evaluation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.recsim.api.Options.InvalidFile;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogType;
import dev.recsim.ope.evaluation.Evaluated.OfTarget;
import dev.recsim.ope.evaluation.PolicyEvaluation.Settings;
import dev.recsim.random.RandomKey;
import dev.recsim.serve.RankRequest;
import dev.recsim.serve.Ranker;
import dev.recsim.serve.RankerOptions;
import dev.recsim.serve.RankerOptions.Source;
import dev.recsim.serve.Ranking;
import dev.recsim.serve.feature.FeatureRule;
import dev.recsim.serve.log.FileSink;
import dev.recsim.serve.log.FileSinkOptions;
import dev.recsim.served.CatalogueMark;
import dev.recsim.served.DecisionRecord;
import dev.recsim.served.DecisionRecord.Candidate;
import dev.recsim.served.EventRecord;
import dev.recsim.served.Outcome;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Decisions that list no candidates are judged with the catalogue of their time. */
class WholeCatalogueOpeTest {
  private static final RandomKey KEY = RandomKey.root(60);
  private static final Settings SETTINGS = new Settings(1, null, null, 0.01, KEY);

  @TempDir Path folder;

  private static List<String> ids(int count) {
    return IntStream.range(0, count).mapToObj(it -> "sku-" + it).toList();
  }

  private void catalogue(String name, int count) throws IOException {
    String lines =
        ids(count).stream().map("{\"id\": \"%s\"}\n"::formatted).collect(Collectors.joining());
    Files.writeString(folder.resolve(name), lines);
  }

  private FileSink sink() {
    FileSinkOptions options = FileSinkOptions.of(folder.resolve("served"));
    return FileSink.open(
        new FileSinkOptions(options.folder(), options.rotate(), false, null, 1_000_000_000));
  }

  private Survey survey(String catalogue) {
    LogOptions options =
        new LogOptions(
            null,
            null,
            ",",
            null,
            0,
            null,
            null,
            LogType.SERVED,
            "served",
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            null,
            catalogue);
    return Survey.of(Log.of(options, folder, List.of()).withPropensities());
  }

  private static OfTarget uniform(Survey survey) {
    List<Target> targets = List.of(new Target.Uniform("uniform", survey));
    return PolicyEvaluation.of(survey, targets, List.of(), SETTINGS).targets().get(0);
  }

  /**
   * Logs decisions that draw three documents uniformly from the first ones of a catalogue.
   *
   * @param mark empty in logs of earlier versions
   */
  private void log(int decisions, int drawn, Optional<CatalogueMark> mark, boolean inline) {
    try (FileSink sink = sink()) {
      sink.event(new EventRecord.Start("t", List.of(), List.of(), List.of(), Map.of(), mark));
      for (int i = 0; i < decisions; i++) {
        decide(sink, i, drawn, mark, inline && i % 10 == 0);
      }
    }
  }

  private static void decide(
      FileSink sink, int number, int drawn, Optional<CatalogueMark> mark, boolean inline) {
    RandomKey luck = KEY.child(number);
    List<String> left = new ArrayList<>(inline ? List.of("in-0", "in-1", "in-2") : ids(drawn));
    List<String> slate = new ArrayList<>();
    for (int p = 0; p < 3; p++) {
      slate.add(left.remove(luck.below(p, left.size())));
    }
    double all = left.size() + 3;
    sink.decision(
        new DecisionRecord(
            "d" + number,
            new DecisionRecord.Unit("u" + number, null, null, Double.NaN),
            new DecisionRecord.Seen(
                null,
                new double[0],
                inline ? slate.stream().map(Candidate::of).toList() : List.of(),
                inline ? null : mark.map(CatalogueMark::digest).orElse(null)),
            new DecisionRecord.Shown(
                "p",
                0,
                slate,
                new double[] {1 / all, 1 / (all - 1), 1 / (all - 2)},
                List.of(),
                null),
            number));
    double reward = luck.uniform(3) < 0.5 ? 1 : 0;
    sink.outcome(new Outcome("d" + number, null, null, reward, Map.of(), "ended"));
  }

  @Test
  void whatIsShownIsNotTakenForTheCatalogue() throws Exception {
    catalogue("500.jsonl", 500);
    log(3_000, 100, Optional.of(CatalogueMark.of(ids(500))), false);

    assertThatThrownBy(() -> survey(null))
        .isInstanceOf(InvalidFile.class)
        .hasMessageMatching(
            "the catalogue had 500 documents with digest [0-9a-f]{16} \\(3,000 decisions\\); they"
                + " show only 100 documents of it, and the log does not name the others; write"
                + " logs.catalogue: the file that the server had at that time, as JSON Lines");
    OfTarget uniform = uniform(survey("500.jsonl"));
    assertThat(uniform.refusals().toString()).contains("the mean weight is 0.007808");
  }

  @Test
  void aLogOfAnEarlierVersionNeedsTheCatalogue() throws Exception {
    catalogue("100.jsonl", 100);
    log(2_000, 100, Optional.empty(), false);

    assertThatThrownBy(() -> survey(null))
        .isInstanceOf(InvalidFile.class)
        .hasMessageStartingWith(
            "2,000 decisions list no candidates, and a log of an earlier version of recsim does not"
                + " say which documents the catalogue had; write logs.catalogue: the file");
    Survey survey = survey("100.jsonl");
    assertThat(survey.report().notes())
        .contains(
            "2,000 decisions of an earlier version of recsim do not say which catalogue they were"
                + " made with: whether it is that of logs.catalogue is not checked");
    assertThat(uniform(survey).weights().mean()).isEqualTo(1);
  }

  /** The catalogue is known without a file, because each of its documents is shown. */
  @Test
  void documentsOfRequestsDoNotJoinTheCatalogue() {
    log(3_000, 100, Optional.of(CatalogueMark.of(ids(100))), true);

    OfTarget uniform = uniform(survey(null));

    assertThat(uniform.refusals()).isEmpty();
    assertThat(uniform.weights().mean()).isEqualTo(1);
  }

  /** A catalogue of numbers is known by its size. */
  @Test
  void numbersNeedNoFile() {
    try (FileSink sink = sink()) {
      CatalogueMark mark =
          CatalogueMark.of(IntStream.range(0, 40).mapToObj(Integer::toString).toList());
      sink.event(
          new EventRecord.Start("t", List.of(), List.of(), List.of(), Map.of(), Optional.of(mark)));
      sink.decision(
          new DecisionRecord(
              "d",
              new DecisionRecord.Unit("u", null, null, Double.NaN),
              new DecisionRecord.Seen(null, new double[0], List.of(), mark.digest()),
              new DecisionRecord.Shown("p", 0, List.of("7"), new double[] {0.5}, List.of(), null),
              1));
      sink.outcome(new Outcome("d", null, null, 1.0, Map.of(), "ended"));
    }

    assertThat(survey(null).catalogue()).hasSize(40);
  }

  @Test
  void aCatalogueThatGrowsSplitsTheLog() throws Exception {
    catalogue("12.jsonl", 12);
    catalogue("14.jsonl", 14);
    catalogue("13.jsonl", 13);
    serve("12.jsonl", "14.jsonl");

    for (String name : List.of("12.jsonl", "14.jsonl")) {
      Survey survey = survey(name);
      assertThat(survey.report().notes().toString())
          .contains(
              "1,500 sessions with 1,500 decisions are left out, because they were made with"
                  + " another catalogue than logs.catalogue, which has "
                  + name.substring(0, 2)
                  + " documents");
      assertThat(survey.sessions()).isEqualTo(1_500);
      OfTarget uniform = uniform(survey);
      assertThat(uniform.refusals()).isEmpty();
      assertThat(uniform.weights().mean()).isEqualTo(1);
    }
    assertThatThrownBy(() -> survey(null))
        .isInstanceOf(InvalidFile.class)
        .hasMessageContaining("were made with several catalogues: ")
        .hasMessageContaining("12 documents with digest")
        .hasMessageContaining("14 documents with digest")
        .hasMessageContaining("write logs.catalogue");
    assertThatThrownBy(() -> survey("13.jsonl"))
        .isInstanceOf(InvalidFile.class)
        .hasMessageStartingWith(
            "no decision was made with the catalogue of logs.catalogue, which has 13 documents");
  }

  /** The order of the documents and the format of the file do not matter. */
  @Test
  void theSameCatalogueInAnotherFileFits() throws Exception {
    Files.writeString(folder.resolve("a.csv"), "topic,id,price\n1,a,0.5\n,b,\n3,c,2\n");
    Files.writeString(
        folder.resolve("same.jsonl"),
        """
        {"id": "c", "features": {"price": 2.0}, "topic": 3}
        {"id": "b"}
        {"id": "a", "topic": 1, "features": {"price": 0.5}}
        """);
    Files.writeString(
        folder.resolve("other.jsonl"),
        Files.readString(folder.resolve("same.jsonl")).replace("0.5", "0.25"));
    serve("a.csv", "a.csv");

    assertThat(survey("same.jsonl").sessions()).isEqualTo(3_000);
    assertThatThrownBy(() -> survey("other.jsonl"))
        .isInstanceOf(InvalidFile.class)
        .hasMessageStartingWith("no decision was made with the catalogue of logs.catalogue");
  }

  /** 1,500 decisions with each catalogue, which the server reads by the name of the first one. */
  private void serve(String first, String second) throws IOException {
    Path file = Files.copy(folder.resolve(first), folder.resolve("catalogue-" + first));
    RankerOptions options =
        RankerOptions.of(Map.of("random", Source.random(2)))
            .withCatalogue(file)
            .withFeatures(Map.of("price", FeatureRule.DEFAULT))
            .withSink(sink());
    try (Ranker ranker = Ranker.open(options)) {
      for (int i = 0; i < 3_000; i++) {
        if (i == 1_500) {
          Files.writeString(file, Files.readString(folder.resolve(second)));
          ranker.reloadCatalogue();
        }
        Ranking ranking =
            ranker.rank(new RankRequest("u" + i, null, null, Map.of(), List.of(), (long) i));
        double reward = i % 3 == 0 ? 1 : 0;
        ranker.outcome(new Outcome(ranking.decision(), null, null, reward, Map.of(), "ended"));
      }
    }
  }
}
