package dev.recsim.contract;

import static org.assertj.core.api.Assertions.assertThat;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Options;
import dev.recsim.api.Part;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.Judge.Prediction;
import dev.recsim.fit.log.Fit;
import dev.recsim.fit.log.FitModelProvider;
import dev.recsim.fit.log.FitOptions;
import dev.recsim.fit.log.FitPlan;
import dev.recsim.fit.log.Fitted;
import dev.recsim.fit.log.Fitter;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LogOptions.LogColumns;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;

/**
 * Tests the rules that every model of a log must satisfy. Extend it and override the abstract
 * methods. Test the model's environment by {@link EnvironmentContract}, too.
 *
 * @param <C> record of the provider's options
 */
public abstract class FitModelContract<C extends Record> {
  private static final RandomKey KEY = RandomKey.root(42).child("fit model contract");
  private static final int HELD_OUT = 5;
  private static final int SESSIONS = 20;
  private static final int LONGEST = 7;

  @SuppressWarnings("this-escape") // asked during tests only
  @RegisterExtension
  final ContractMessages messages = new ContractMessages(() -> ContractMessages.name(provider()));

  @TempDir Path folder;

  /** The provider of the model to test. */
  protected abstract FitModelProvider<C> provider();

  /**
   * A log that suits the model, as the text of a CSV file. It has 50 sessions or more, and each
   * document is shown in one of the first four.
   */
  protected abstract String log();

  /** The columns of the log. */
  protected abstract LogColumns columns();

  /** The separator of the documents of a slate within a field; null if a field has one. */
  protected String listSeparator() {
    return null;
  }

  /** The options of the model to test. */
  protected C options() {
    return provider().defaults();
  }

  @BeforeEach
  final void writeLog() throws IOException {
    Files.writeString(folder.resolve("log.csv"), log());
  }

  private LogOptions logs() {
    return new LogOptions("log.csv", columns(), ",", listSeparator(), 0);
  }

  /** Fits the model as {@code recsim:fit} does. */
  private Fit fit() {
    return Fit.of(
        new FitPlan(
            folder.resolve("fit.yaml"),
            logs(),
            new Part<>(provider(), options()),
            Map.of(),
            new FitOptions(HELD_OUT, 42),
            Options.defaults(Accept.class),
            List.of("model:", "  type: " + provider().name())));
  }

  /** Fits the model to the sessions of the log, and counts them. */
  private record Direct(Fitted fitted, int sessions) {}

  /**
   * Fits the model to sessions.
   *
   * @param alike whether each held-out session is replaced by a copy of the one before
   */
  private Direct direct(boolean alike) {
    Log log = Log.of(logs(), folder, List.of());
    Fitter fitter = provider().open(options(), log, HELD_OUT);
    int[] read = new int[1];
    log.read(
        session -> {
          int index = read[0]++;
          boolean held = index % HELD_OUT == HELD_OUT - 1;
          if (!alike || !held) {
            fitter.add(session);
          }
          if (alike && index % HELD_OUT == HELD_OUT - 2) {
            fitter.add(session);
          }
        });
    return new Direct(fitter.fit(KEY), read[0]);
  }

  @Test
  @ContractRule(
      "name() is snake_case, subject() a word, and parameters() a record, because YAML selects the"
          + " model by its name and files are read as the record")
  void nameSubjectAndParametersAreDeclared() {
    assertThat(provider().name()).as("name()").matches("[a-z][a-z0-9_]*");
    assertThat(provider().subject()).as("subject()").matches("[a-z]+");
    assertThat(provider().parameters().isRecord()).as("parameters() is a record").isTrue();
    assertThat(fit().environment().parameters())
        .as("fitted parameters")
        .isExactlyInstanceOf(provider().parameters());
  }

  @Test
  @ContractRule("the same log gives the same bytes, or nobody can tell whether a fit has changed")
  void sameLogGivesTheSameFile() {
    assertThat(fit().environment().render())
        .as("the file of another fit to the same log")
        .isEqualTo(fit().environment().render());
  }

  @Test
  @ContractRule(
      "parameters read back from their file are the same to the bit, or agents act in another"
          + " environment than the one that was fitted")
  void parametersReadBack() throws IOException {
    EnvironmentFile written = fit().environment();
    Path file = folder.resolve("fit.json");
    written.write(file);
    EnvironmentFile read =
        EnvironmentFile.read(file, model -> Optional.of(provider().parameters()));
    assertThat(read.render()).as("the file, read and written again").isEqualTo(written.render());
    for (int i = 0; i < SESSIONS; i++) {
      assertThat(session(environment(read.parameters(), read.documents()), i))
          .as("session %d in the environment of the file", i)
          .isEqualTo(session(environment(written.parameters(), written.documents()), i));
    }
  }

  @Test
  @ContractRule(
      "held-out sessions change no parameter, or the model is judged by sessions that it knows")
  void heldOutSessionsChangeNothing() {
    Direct own = direct(false);
    Direct alike = direct(true);
    assertThat(file(alike.fitted()))
        .as("the file with other held-out sessions")
        .isEqualTo(file(own.fitted()));
  }

  private String file(Fitted fitted) {
    return new EnvironmentFile(
            EnvironmentFile.SCHEMA_VERSION,
            provider().name(),
            List.of(),
            new EnvironmentFile.Source(List.of(), 0, 0, "", null, null, List.of()),
            fitted.documents(),
            fitted.parameters(),
            List.of())
        .render();
  }

  @Test
  @ContractRule(
      "the model and one or more baselines predict the same held-out sessions with finite log"
          + " probabilities, because their differences are paired by session")
  void predictionsArePaired() {
    Direct direct = direct(false);
    Judge judge = direct.fitted().judge();
    Prediction own = judge.prediction();
    assertThat(judge.baselines()).as("baselines()").isNotEmpty();
    List<Prediction> all = new ArrayList<>(judge.baselines());
    all.add(own);
    for (Prediction prediction : all) {
      assertThat(prediction.name()).as("name of a prediction").isNotBlank();
      assertThat(Arrays.stream(prediction.sessions()).allMatch(Double::isFinite))
          .as("log probabilities of %s are finite", prediction.name())
          .isTrue();
      assertThat(prediction.sessions()).as("sessions()").hasSize(own.counts().length);
      assertThat(prediction.counts()).as("counts()").isEqualTo(own.counts());
      assertThat(prediction.decisions()).as("decisions()").isEqualTo(own.decisions()).isPositive();
    }
    assertThat(Arrays.stream(own.counts()).sum())
        .as("held-out sessions of %d", direct.sessions())
        .isEqualTo(direct.sessions() / HELD_OUT);
  }

  @Test
  @ContractRule("findings have names of their own and sentences, because reports print them")
  void findingsAreSentences() {
    Set<String> names = new TreeSet<>();
    fit()
        .judgement()
        .findings()
        .forEach(
            finding -> {
              assertThat(finding.sentence()).as(finding.name()).endsWith(".");
              assertThat(names.add(finding.name())).as("one %s", finding.name()).isTrue();
            });
  }

  @Test
  @ContractRule(
      "the environment has the documents of the log and slates of the size that an experiment"
          + " asks for, up to the largest")
  void environmentIsThatOfTheLog() {
    Fitted fitted = direct(false).fitted();
    FittedParameters parameters = fitted.parameters();
    List<String> documents = fitted.documents();
    int largest = parameters.largestSlate(documents.size());
    assertThat(documents).as("documents()").isNotEmpty().doesNotHaveDuplicates();
    assertThat(parameters.slateSize()).as("slateSize()").isBetween(1, largest);
    for (int size : List.of(1, parameters.slateSize(), largest)) {
      Environment environment = parameters.environment(documents, size, LONGEST);
      assertThat(environment.space().slateSize()).as("slate size").isEqualTo(size);
      assertThat(environment.space().documents()).as("documents").isEqualTo(documents.size());
    }
  }

  @Test
  @ContractRule("sessions are cut off at the length that an experiment asks for")
  void sessionsAreCutOff() {
    Fitted fitted = direct(false).fitted();
    for (int i = 0; i < SESSIONS; i++) {
      List<Object> steps = session(environment(fitted.parameters(), fitted.documents()), i);
      assertThat(steps).as("steps of session %d", i).hasSizeBetween(1, LONGEST);
    }
  }

  private static Environment environment(FittedParameters parameters, List<String> documents) {
    return parameters.environment(documents, parameters.slateSize(), LONGEST);
  }

  /** The steps of a session in which random documents are shown. */
  private static List<Object> session(Environment environment, int index) {
    RandomKey key = KEY.child(index);
    Session session = environment.open(key);
    List<Object> steps = new ArrayList<>();
    Observation seen = session.start();
    Status status = Status.CONTINUES;
    for (int t = 0; status == Status.CONTINUES && t <= LONGEST; t++) {
      Slate slate =
          Slate.random(
              seen.documents(environment.space()),
              environment.space().slateSize(),
              key.child("slate").child(t));
      Step step = session.recommend(slate);
      steps.add(Told.of(step, environment.space()));
      seen = step.next();
      status = step.status();
    }
    return steps;
  }
}
