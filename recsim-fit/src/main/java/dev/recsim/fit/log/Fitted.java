package dev.recsim.fit.log;

import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.gap.GapMeasure;
import dev.recsim.fit.judge.Judge;
import java.util.List;

/**
 * A fitted model.
 *
 * @param parameters of the sessions that are not held out
 * @param documents their ids in the log, by index
 * @param judge compares the model with the held-out sessions
 * @param gap compares the model with logs of other policies; null to do it by the environment,
 *     exactly if it is finite, else by simulation
 */
public record Fitted(
    FittedParameters parameters, List<String> documents, Judge judge, GapMeasure gap) {

  /** A model that is compared with logs of other policies by its environment. */
  public Fitted(FittedParameters parameters, List<String> documents, Judge judge) {
    this(parameters, documents, judge, null);
  }
}
