package dev.recsim.spring;

import org.springframework.boot.diagnostics.AbstractFailureAnalyzer;
import org.springframework.boot.diagnostics.FailureAnalysis;

/** Says in place of a stack trace which properties cannot be used. */
final class RankerFailureAnalyzer extends AbstractFailureAnalyzer<InvalidRankerSettings> {

  @Override
  protected FailureAnalysis analyze(Throwable root, InvalidRankerSettings cause) {
    return new FailureAnalysis(
        "recsim cannot serve:\n" + cause.getMessage(),
        "Change the properties below recsim; their names are the keys of serve.yaml.",
        cause);
  }
}
