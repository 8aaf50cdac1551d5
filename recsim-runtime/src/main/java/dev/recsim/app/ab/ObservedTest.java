package dev.recsim.app.ab;

import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.OutcomeOperation.Outcome;
import dev.recsim.decide.LiveTest.Decision;
import dev.recsim.decide.metric.ArmMeans;
import dev.recsim.decide.metric.UnitSums;
import dev.recsim.decide.reality.LogRatio;
import dev.recsim.io.Digest;
import dev.recsim.live.TestColumns.Only;
import dev.recsim.live.TestData;
import dev.recsim.live.TestMetric;
import dev.recsim.live.judge.LiveTestJudge;
import dev.recsim.live.judge.LiveTestResult;
import dev.recsim.live.judge.LiveTestResult.Treatment;
import dev.recsim.live.options.LiveTestSpec;
import java.io.IOException;
import java.nio.file.Files;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * The effect that an ended live test has shown.
 *
 * @param alpha error rate of the test's bounds
 */
public record ObservedTest(LiveTestSpec spec, double alpha) {

  /**
   * The effect of a treatment on a metric at the last look.
   *
   * @param arm empty if there is one treatment
   * @param metric of the test; if it does not have it, its only one
   * @throws UserError if the test is refused or still runs, or has no such metric or arm
   */
  public Outcome outcome(Optional<String> arm, String metric) throws IOException, UserError {
    TestData data = TestSources.read(spec, Instant.now(), Only.ALL, Optional.empty());
    LiveTestResult report = new LiveTestJudge(spec, data, alpha).report();
    Treatment treatment = treatment(report, arm);
    if (!report.refusals().isEmpty()) {
      throw new UserError(
          "%s is REFUSED, so it shows no effect: %s"
              .formatted(spec.name(), String.join("; ", report.refusals())));
    }
    boolean over = report.plan().over() || treatment.decision() != Decision.CONTINUE;
    if (!over) {
      throw new UserError(
          "%s still runs: %s is CONTINUE; its outcome is that of its end"
              .formatted(spec.name(), treatment.arm()));
    }
    if (!Files.exists(spec.verdicts())) {
      throw new UserError(
          "%s has no verdicts in %s; run mvn recsim:ab and commit them"
              .formatted(spec.name(), spec.verdicts()));
    }
    LogRatio effect = effect(data, treatment.arm(), metric(metric));
    return Outcome.observed(effect, "live test " + spec.name(), Digest.of(spec.verdicts()));
  }

  private Treatment treatment(LiveTestResult report, Optional<String> arm) throws UserError {
    List<Treatment> all = report.treatments();
    if (arm.isEmpty() && all.size() > 1) {
      throw new UserError(
          "%s has the treatments %s; choose one with recsim.arm"
              .formatted(spec.name(), all.stream().map(Treatment::arm).toList()));
    }
    return all.stream()
        .filter(it -> arm.isEmpty() || it.arm().equals(arm.get()))
        .findFirst()
        .orElseThrow(
            () ->
                new UserError(
                    "%s has no treatment %s; there are %s"
                        .formatted(
                            spec.name(), arm.get(), all.stream().map(Treatment::arm).toList())));
  }

  private String metric(String wanted) throws UserError {
    List<String> all = List.copyOf(spec.section().metrics().keySet());
    if (all.contains(wanted)) {
      return wanted;
    }
    if (all.size() == 1) {
      return all.get(0);
    }
    throw new UserError(
        "%s has no metric %s, but %s; choose one with recsim.metric"
            .formatted(spec.name(), wanted, all));
  }

  private LogRatio effect(TestData data, String arm, String metric) throws UserError {
    TestData.Look last = data.looks().get(data.looks().size() - 1);
    int of = data.metrics().indexOf(metric);
    UnitSums control = last.sums()[0][of];
    UnitSums treated = last.sums()[data.arms().indexOf(arm)][of];
    ArmMeans means =
        new TestMetric(metric, spec.section().metrics().get(metric)).means(control, treated);
    if (!(means.a() > 0 && means.b() > 0)) {
      throw new UserError(
          "%s: the effect on %s is no ratio, because its mean is not above 0 in both arms"
              .formatted(spec.name(), metric));
    }
    double variance =
        means.aa() / means.a() / means.a()
            + means.bb() / means.b() / means.b()
            - 2 * means.ab() / means.a() / means.b();
    return new LogRatio(StrictMath.log(means.b() / means.a()), Math.sqrt(variance));
  }
}
