package dev.recsim.junit;

import dev.recsim.app.fit.FitCheck;
import dev.recsim.baseline.CheckResult;
import dev.recsim.report.check.CheckWords;
import java.util.List;
import org.opentest4j.AssertionFailedError;

/** Assertions on a run. Verdicts and messages are those of {@code recsim:check}. */
public final class ExperimentRunAssert {
  private final ExperimentRun run;
  private final Chain chain;

  ExperimentRunAssert(ExperimentRun run) {
    this.run = run;
    this.chain = run.chain();
  }

  /**
   * Assertions on an agent.
   *
   * @param name its name in the experiment file
   * @throws IllegalArgumentException if there is no such agent
   */
  public AgentAssert agent(String name) {
    return new AgentAssert(run, chain, name);
  }

  /** Asserts that {@code recsim:check} passes: baseline, guards, claims and fitted environment. */
  public ExperimentRunAssert passesCheck() {
    passes(run.check());
    List<FitCheck> fits = run.fits();
    if (fits.stream().anyMatch(FitCheck::failed)) {
      throw new AssertionFailedError(FitCheck.failure(fits));
    }
    return this;
  }

  /** Asserts all claims of the experiment file. */
  public ExperimentRunAssert holdsClaims() {
    passes(run.check().claimsOnly());
    return this;
  }

  /** Asserts that all agents hold the baseline with its guards. */
  public ExperimentRunAssert holdsBaseline() {
    passes(run.check().withoutClaims());
    return this;
  }

  private void passes(CheckResult result) {
    passes(run, chain, result);
  }

  static void passes(ExperimentRun run, Chain chain, CheckResult result) {
    chain.asserts();
    if (run.rules().fails(result)) {
      throw new AssertionFailedError(
          String.join("\n", CheckWords.lines(result)) + "\n  report: " + run.page());
    }
    List<String> lines = CheckWords.lines(result);
    if (lines.size() > 1) {
      System.out.println(String.join("\n", lines));
    }
  }
}
