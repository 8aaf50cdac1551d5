package dev.recsim.app.reality;

import dev.recsim.api.InvalidOption;
import dev.recsim.api.Options.InvalidFile;
import dev.recsim.app.project.UserError;
import dev.recsim.app.reality.OutcomeOperation.Outcome;
import dev.recsim.decide.reality.LogRatio;
import dev.recsim.experimentfile.InvalidExperiment;
import dev.recsim.experimentfile.fits.FitReader;
import dev.recsim.experimentfile.record.RecordOptions;
import dev.recsim.experimentfile.record.RecordSpec;
import dev.recsim.fit.log.EnvironmentPlan;
import dev.recsim.fit.world.FittedProvider;
import dev.recsim.io.Digest;
import dev.recsim.logs.Log;
import dev.recsim.logs.LogOptions;
import dev.recsim.logs.LoggedSession;
import dev.recsim.logs.LoggedSession.End;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * The effect between the log of a fitted environment and a log of another policy: the reward of a
 * session. Sessions that were cut off are left out.
 *
 * @param record whose experiment has the environment
 */
public record ObservedLogs(RecordSpec record) {

  /** Rewards of sessions. */
  private static final class Rewards {
    private long sessions;
    private double sum;
    private double squares;

    void add(LoggedSession session) {
      if (session.end() == End.CUT_OFF) {
        return;
      }
      double reward = 0;
      for (int t = 0; t < session.steps(); t++) {
        reward += session.reward(t);
      }
      sessions++;
      sum += reward;
      squares += reward * reward;
    }

    double mean() {
      return sum / sessions;
    }

    double error() {
      return Math.sqrt((squares / sessions - mean() * mean()) / (sessions - 1));
    }
  }

  /**
   * The effect of the policy of a log.
   *
   * @param log its name in {@code accept.counterfactual.logs} of the environment
   * @throws UserError if the environment was not fitted here, or a log cannot be read
   */
  public Outcome outcome(String log) throws InvalidExperiment, IOException, UserError {
    EnvironmentPlan plan = FitReader.read(declaration());
    Map<String, LogOptions> others = plan.counterfactual().logs();
    if (!others.containsKey(log)) {
      throw new UserError(
          "%s: accept.counterfactual has no log %s; there are %s"
              .formatted(plan.file(), log, others.keySet()));
    }
    StringBuilder files = new StringBuilder();
    LogOptions own =
        plan.fittedLog()
            .orElseThrow(
                () -> new UserError(plan.file() + " has no log of the present policy: logs"));
    Rewards before = rewards(plan, own, files);
    Rewards after = rewards(plan, others.get(log), files);
    if (!(before.mean() > 0 && after.mean() > 0 && before.error() > 0 && after.error() > 0)) {
      throw new UserError(
          "%s: the effect is no ratio, because the mean reward is not above 0 in both logs"
              .formatted(plan.file()));
    }
    LogRatio effect = LogRatio.ofMeans(before.mean(), before.error(), after.mean(), after.error());
    return Outcome.observed(effect, "log " + log, Digest.of(files.toString()));
  }

  private Path declaration() throws UserError {
    if (record.experiment().environment().options() instanceof FittedProvider.Fitted fitted
        && record.metric().equals(RecordOptions.REWARD)) {
      Path file = record.experiment().environment().directory().resolve(fitted.file());
      String yaml = file.getFileName().toString().replaceFirst("\\.json$", ".yaml");
      if (Files.exists(file.resolveSibling(yaml))) {
        return file.resolveSibling(yaml).normalize();
      }
    }
    throw new UserError(
        "%s: an outcome by recsim.log needs the metric reward, and an environment that is fitted"
                .formatted(record.file())
            + " by a file beside it, with accept.counterfactual");
  }

  private static Rewards rewards(EnvironmentPlan plan, LogOptions options, StringBuilder files)
      throws IOException, UserError {
    Rewards rewards = new Rewards();
    Path folder = plan.file().toAbsolutePath().getParent();
    try {
      Log log = Log.of(options, folder, List.of()).withRewardsOnly();
      for (Path file : log.read(rewards::add).files()) {
        files.append(Digest.of(file)).append('\n');
      }
    } catch (InvalidOption e) {
      throw new UserError("%s: logs: %s %s".formatted(plan.file(), e.option(), e.getMessage()));
    } catch (InvalidFile e) {
      throw new UserError("%s:%s: %s".formatted(e.file(), e.line(), e.getMessage()));
    }
    if (rewards.sessions < 2) {
      throw new UserError(plan.file() + ": a log has fewer than two whole sessions");
    }
    return rewards;
  }
}
