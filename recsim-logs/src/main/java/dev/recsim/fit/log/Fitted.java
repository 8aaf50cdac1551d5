package dev.recsim.fit.log;

import dev.recsim.fit.file.EnvironmentFile.Parameters;
import dev.recsim.fit.judge.Accept;
import dev.recsim.fit.judge.Finding;
import dev.recsim.fit.judge.Picture;
import java.util.List;

/** A fitted model with what it says about held-out sessions. */
public interface Fitted {

  /**
   * Log probabilities of the held-out sessions under the model.
   *
   * @param name of the model
   * @param sessions log probability of each distinct session, in nats
   * @param counts how often each occurs
   * @param decisions number of decisions in all of them
   */
  record Prediction(String name, double[] sessions, int[] counts, long decisions) {}

  Parameters parameters();

  /** Ids of the documents, by index. */
  List<String> documents();

  Prediction prediction();

  /** What the model must beat: independent draws first. */
  List<Prediction> baselines();

  /** The findings on this kind of model, without the likelihoods. */
  List<Finding> findings(Accept accept);

  List<Picture> pictures();
}
