package com.example.rates;

import dev.recsim.fit.judge.Judge;
import java.util.Arrays;
import java.util.List;

/** Log probabilities of the held-out sessions, beside those of equal rates. */
record RatesJudge(Rates rates, List<Responses> heldOut) implements Judge {

  @Override
  public Prediction prediction() {
    return prediction("rates", rates.accept());
  }

  @Override
  public List<Prediction> baselines() {
    double[] equal = new double[rates.accept().length];
    Arrays.fill(equal, Arrays.stream(rates.accept()).average().orElseThrow());
    return List.of(prediction("equal rates", equal));
  }

  private Prediction prediction(String name, double[] accept) {
    double[] sessions = new double[heldOut.size()];
    long decisions = 0;
    for (int i = 0; i < sessions.length; i++) {
      Responses session = heldOut.get(i);
      decisions += session.shown().length;
      for (int t = 0; t < session.shown().length; t++) {
        double rate = accept[session.shown()[t]];
        sessions[i] += StrictMath.log(session.accepted()[t] ? rate : 1 - rate);
      }
    }
    return Prediction.of(name, sessions, decisions);
  }
}
