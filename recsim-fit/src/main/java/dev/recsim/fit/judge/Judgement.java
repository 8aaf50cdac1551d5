package dev.recsim.fit.judge;

import java.util.List;

/**
 * How well a model fits held-out sessions.
 *
 * @param findings by threshold
 * @param likelihoods the fitted model first, then those that it is compared with
 * @param pictures distributions of the log and the model
 */
public record Judgement(
    List<FitFinding> findings, List<Likelihood> likelihoods, List<Picture> pictures) {
  public Judgement {
    findings = List.copyOf(findings);
    likelihoods = List.copyOf(likelihoods);
    pictures = List.copyOf(pictures);
  }
}
