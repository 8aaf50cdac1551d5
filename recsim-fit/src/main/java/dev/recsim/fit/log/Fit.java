package dev.recsim.fit.log;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.api.Part;
import dev.recsim.fit.drift.Period;
import dev.recsim.fit.file.EnvironmentFile;
import dev.recsim.fit.file.EnvironmentFile.LogFile;
import dev.recsim.fit.file.EnvironmentFile.Source;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.EnvironmentGap;
import dev.recsim.fit.gap.GapMeasure;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.FitFinding;
import dev.recsim.fit.judge.Judge;
import dev.recsim.fit.judge.Judge.Prediction;
import dev.recsim.fit.judge.Judge.Split;
import dev.recsim.fit.judge.Judgement;
import dev.recsim.fit.judge.Likelihood;
import dev.recsim.fit.judge.NumberText;
import dev.recsim.io.Digest;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogReport;
import dev.recsim.random.RandomKey;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * A model fitted to a log, and how well it fits.
 *
 * @param environment the file
 * @param judgement on held-out sessions
 */
public record Fit(EnvironmentFile environment, Judgement judgement) {
  /** Error rate of verdicts on logs of other policies, unless another one is chosen. */
  public static final double ALPHA = 0.01;

  /** Limit of sessions that are compared with a log. */
  private static final int LONGEST = 1_000_000;

  /** Reads the logs of a plan, with the default error rate. */
  public static Fit of(EnvironmentPlan plan) {
    return plan.fit(ALPHA);
  }

  /**
   * Reads the log once and fits all models of a plan.
   *
   * @param alpha error rate of verdicts on logs of other policies, for all of them together
   * @param work of the fit
   * @throws InvalidOption if a log does not suit a model
   * @throws InvalidFile if a log cannot be read
   */
  static Fit of(FitPlan plan, double alpha, FitWork work) {
    Path folder = plan.file().toAbsolutePath().getParent();
    Log log = InvalidOption.inside("logs", () -> Log.of(plan.logs(), folder, List.of()));
    Fitter fitter = fitter(plan.model(), log, plan.options().holdOut());
    List<Fitter> others = new ArrayList<>();
    plan.against().forEach((name, part) -> others.add(fitter(part, log, plan.options().holdOut())));
    Times times = new Times();
    LogReport read =
        log.read(
            session -> {
              times.add(session.time(0));
              fitter.add(session);
              others.forEach(it -> it.add(session));
            });
    RandomKey key = RandomKey.root(plan.options().seed()).child("fit");
    Fitted fitted = within("model", () -> fitter.fit(key, work));
    List<Prediction> against = new ArrayList<>();
    for (String name : plan.against().keySet()) {
      Fitter tried = others.get(against.size());
      Prediction other = within("against." + name, () -> tried.fit(key).judge().prediction());
      against.add(new Prediction(name, other.sessions(), other.counts(), other.decisions()));
    }
    Source source = source(read, fitted.judge(), plan.options().holdOut(), times, log.dated());
    GapMeasure measure = measure(fitted, source.sessions(), key, plan.counterfactual());
    Gaps gaps = Gaps.of(plan, measure, source.sessions(), alpha);
    Judgement judgement =
        within("model", () -> judge(fitted.judge(), against, plan.accept(), gaps.findings()));
    return new Fit(
        new EnvironmentFile(
            EnvironmentFile.SCHEMA_VERSION,
            plan.model().provider().name(),
            plan.declaration(),
            source,
            fitted.documents(),
            fitted.parameters(),
            judgement.findings(),
            gaps.logs(),
            within("model", () -> NotLookedFor.of(plan, fitted.judge(), judgement.findings()))),
        judgement);
  }

  private static <C extends Record> Fitter fitter(
      Part<FitModelProvider<?>> part, Log log, int holdOut) {
    @SuppressWarnings("unchecked") // the options of a part are those of its provider
    FitModelProvider<C> provider = (FitModelProvider<C>) part.provider();
    @SuppressWarnings("unchecked")
    C options = (C) part.options();
    return provider.open(options, log, holdOut);
  }

  /** What the log does not allow is a problem of an option. */
  private static <T> T within(String option, Supplier<T> step) {
    try {
      return step.get();
    } catch (IllegalArgumentException e) {
      throw e instanceof InvalidOption ? e : new InvalidOption(option, e.getMessage());
    }
  }

  private static GapMeasure measure(
      Fitted fitted, long sessions, RandomKey key, EnvironmentPlan.Counterfactual declared) {
    if (fitted.gap() != null) {
      return fitted.gap();
    }
    FittedParameters parameters = fitted.parameters();
    List<String> documents = fitted.documents();
    int slateSize = parameters.slateSize();
    return new EnvironmentGap(
        parameters.environment(documents, slateSize, LONGEST),
        documents,
        sessions,
        key.child("counterfactual"),
        declared.sessions());
  }

  private static Judgement judge(
      Judge judge, List<Prediction> against, Accept accept, List<FitFinding> ofGaps) {
    Prediction own = judge.prediction();
    List<Likelihood> likelihoods = new ArrayList<>();
    likelihoods.add(Likelihood.of(own, own));
    judge.baselines().forEach(it -> likelihoods.add(Likelihood.of(own, it)));
    List<FitFinding> findings = new ArrayList<>();
    findings.add(gain(likelihoods.get(1), accept.gain()));
    for (Prediction other : against) {
      Likelihood likelihood = Likelihood.of(own, other);
      likelihoods.add(likelihood);
      findings.add(against(likelihood));
    }
    Optional.ofNullable(accept.perplexity())
        .ifPresent(it -> findings.add(perplexity(likelihoods.get(0), it)));
    findings.addAll(judge.findings(accept));
    findings.addAll(ofGaps);
    return new Judgement(findings, likelihoods, judge.pictures());
  }

  private static FitFinding gain(Likelihood independent, double threshold) {
    return FitFinding.atLeast(
        "gain",
        independent.interval().low(),
        threshold,
        "A decision of a held-out session is predicted better than by %s: %s nats, %s to %s."
            .formatted(
                independent.model(),
                NumberText.text(independent.gain()),
                NumberText.text(independent.interval().low()),
                NumberText.text(independent.interval().high())),
        "That is not more than accept.gain: the model has learned nothing that agents could use.");
  }

  private static FitFinding against(Likelihood other) {
    boolean better = other.interval().high() < 0;
    return new FitFinding(
        "against." + other.model(),
        better
            ? FitFinding.Verdict.FAILS
            : other.interval().low() > 0 ? FitFinding.Verdict.PASSES : FitFinding.Verdict.UNDECIDED,
        other.gain(),
        0,
        0,
        "The model gains %s nats a decision over %s on held-out sessions, %s to %s.%s"
            .formatted(
                NumberText.text(other.gain()),
                other.model(),
                NumberText.text(other.interval().low()),
                NumberText.text(other.interval().high()),
                better ? " Use " + other.model() + " as the model of this environment." : ""));
  }

  private static FitFinding perplexity(Likelihood own, double threshold) {
    return FitFinding.atMost(
        "perplexity",
        own.perplexity(),
        threshold,
        threshold,
        "The perplexity of a decision is %s.".formatted(NumberText.text(own.perplexity())),
        "The model is less certain about users than accept.perplexity demands.");
  }

  /** The times of the first and the last session. */
  private static final class Times {
    private double first = Double.NaN;
    private double last = Double.NaN;

    void add(double time) {
      first = time >= first ? first : time;
      last = time <= last ? last : time;
    }

    static String text(double time, boolean dated) {
      return Double.isNaN(time) ? null : Period.text(time, dated);
    }
  }

  private static Source source(
      LogReport read, Judge judge, int holdOut, Times times, boolean dated) {
    long sessions = read.used().sessions() - read.leftOut().outside();
    Split split =
        judge
            .split()
            .orElseGet(
                () ->
                    new Split(
                        sessions - sessions / holdOut,
                        sessions / holdOut,
                        "every session number %s of %s is held out".formatted(holdOut, holdOut)));
    List<String> excluded =
        read.sentences().subList(1, read.sentences().size()).stream()
            .map(it -> it.replace(read.files().get(0).getParent() + "/", ""))
            .toList();
    return new Source(
        files(read.files()),
        split.fitted(),
        split.heldOut(),
        split.words(),
        Times.text(times.first, dated),
        Times.text(times.last, dated),
        excluded);
  }

  /** The names and digests of the files of a log. */
  public static List<LogFile> files(List<Path> files) {
    return files.stream().map(it -> new LogFile(it.getFileName().toString(), digest(it))).toList();
  }

  private static String digest(Path file) {
    try {
      return Digest.of(file);
    } catch (IOException e) {
      throw new InvalidFile(file, 0, 0, "cannot be read: " + e.getMessage());
    }
  }
}
