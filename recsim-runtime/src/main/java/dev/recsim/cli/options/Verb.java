package dev.recsim.cli.options;

import dev.recsim.cli.options.VerbOptions.None;
import java.lang.reflect.RecordComponent;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/** The verbs of the program, in the order of a listing. */
public enum Verb {
  RUN(
      VerbOptions.Run.class,
      "runs experiments and renders reports; stored trials are not run again"),
  REPORT(VerbOptions.Verdicts.class, "renders reports from stored trials"),
  CHECK(
      VerbOptions.Check.class,
      "compares runs with their [baselines](baselines.md), tests claims, and fails if a policy got"
          + " worse"),
  BASELINE(
      VerbOptions.Baseline.class,
      "records the last complete run of each experiment as its baseline, `baselines/<name>.json`"
          + " beside the experiments"),
  OPE(
      VerbOptions.Ope.class,
      "[evaluates policies on logs](off-policy.md), and fails unless all claims `by: ope` are"
          + " shown"),
  AB(VerbOptions.Ab.class, "judges [live tests](ab.md), and fails with STOP or REFUSED"),
  AB_PLAN(VerbOptions.Verdicts.class, "says how many units and days a live test needs"),
  PREDICT(
      VerbOptions.Predict.class,
      "records what an experiment [predicts of a live test](reality.md)"),
  REALITY(VerbOptions.Reality.class, "records what came of it, and writes the record's page"),
  COMPARE(
      VerbOptions.Compare.class,
      "[compares](compare.md) two runs or baselines, also of git revisions; no difference fails"),
  TREND(
      VerbOptions.Trend.class,
      "shows committed baselines [over time](compare.md#trend), with accepted losses"),
  FIT(
      VerbOptions.Fit.class,
      "[fits environments to logs](fit.md): writes `<name>.json` beside each"
          + " `environments/<name>.yaml`, and a report"),
  VALIDATE(VerbOptions.Validate.class, "reports every problem of all experiment files and fits"),
  SCHEMA(
      VerbOptions.Schema.class,
      "writes the JSON Schemas of experiment files and fits for"
          + " [editors](experiments.md#set-up-your-editor)"),
  LOG_FORGET(
      VerbOptions.LogForget.class,
      "[removes a unit](served-logs.md#forget-a-unit), such as a user, from a server's log"),
  PYTHON(
      VerbOptions.Python.class,
      "writes `target/recsim/python.json`, from which [Python](python.md) starts environments"),
  EXPORT(
      VerbOptions.Export.class, "writes trained policies as DL4J archives or as [ONNX](onnx.md)"),
  PROMOTE(
      VerbOptions.Promote.class,
      "writes what a server needs of an agent whose check passes: [promote.md](promote.md)"),
  VERIFY_PROMOTED(
      VerbOptions.VerifyPromoted.class,
      "plays the evaluation of promoted agents, and fails unless they have their recorded scores"),
  /** In a process that another program starts, plays sessions for it. */
  SERVE(VerbOptions.Serve.class, "[serves](serving.md) promoted policies over HTTP until Ctrl-C"),
  INIT(
      VerbOptions.Init.class,
      "writes a [project to start from](tutorial.md) into an empty folder, with"
          + " [JVM options](executors.md#what-maven-costs); without Maven, a first experiment"),
  /** Runs trials for another process of this program. */
  WORK(None.class, "");

  private final Class<? extends Record> type;

  /** Read at the first use: a program start needs those of one verb. */
  private List<VerbOption> options = List.of();

  /** What it does, in Markdown with links from {@code docs/}; empty if people do not call it. */
  public final String meaning;

  Verb(Class<? extends Record> options, String meaning) {
    this.type = options;
    this.meaning = meaning;
  }

  /** Adds the options of a record and of the records in it, in their order. */
  private static void add(Class<?> type, List<VerbOption> all) {
    Iterator<VerbOption> own = VerbOption.of(type).iterator();
    for (RecordComponent component : type.getRecordComponents()) {
      if (component.getType().isRecord()) {
        add(component.getType(), all);
      } else {
        all.add(own.next());
      }
    }
  }

  /** The verbs that people may call. */
  public static List<String> names() {
    return Stream.of(values()).filter(it -> !it.meaning.isEmpty()).map(Verb::toString).toList();
  }

  /** The verb of a name; empty if people cannot call it. */
  public static Optional<Verb> of(String name) {
    return Stream.of(values())
        .filter(it -> !it.meaning.isEmpty() && it.toString().equals(name))
        .findFirst();
  }

  /** The options that people may give, in the order of a listing. */
  public List<VerbOption> words() {
    return options().stream().filter(VerbOption::isForPeople).toList();
  }

  /** The option of a name or of a property. */
  Optional<VerbOption> option(String key) {
    return options().stream()
        .filter(it -> key.equals(it.name()) || key.equals(it.property()))
        .findFirst();
  }

  /** All options, also those that only goals give. */
  public synchronized List<VerbOption> options() {
    if (options.isEmpty()) {
      List<VerbOption> all = new ArrayList<>();
      add(type, all);
      add(VerbOptions.Call.class, all);
      options = List.copyOf(all);
    }
    return options;
  }

  @Override
  public String toString() {
    return name().toLowerCase(Locale.ROOT).replace('_', '-');
  }
}
