package dev.recsim.fit.log;

import dev.recsim.fit.file.FittedParameters;
import dev.recsim.fit.judge.Judge;
import java.util.List;

/**
 * A fitted model.
 *
 * @param parameters of the sessions that are not held out
 * @param documents their ids in the log, by index
 * @param judge compares the model with the held-out sessions
 */
public record Fitted(FittedParameters parameters, List<String> documents, Judge judge) {}
