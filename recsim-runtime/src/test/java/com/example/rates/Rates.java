package com.example.rates;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.fit.file.FittedParameters;
import dev.recsim.random.RandomKey;
import java.util.List;
import java.util.Objects;

/**
 * The parameters of {@code rates}.
 *
 * @param steps mean number of steps of a session
 * @param accept acceptance rate of each document
 */
public record Rates(double steps, double[] accept) implements FittedParameters {

  static Rates of(int documents, List<Responses> sessions) {
    double[] accept = new double[documents];
    double[] shown = new double[documents];
    double steps = 0;
    for (Responses session : sessions) {
      for (int t = 0; t < session.shown().length; t++) {
        shown[session.shown()[t]]++;
        accept[session.shown()[t]] += session.accepted()[t] ? 1 : 0;
        steps++;
      }
    }
    for (int d = 0; d < documents; d++) {
      accept[d] = (accept[d] + 1) / (shown[d] + 2);
    }
    return new Rates(steps / sessions.size(), accept);
  }

  @Override
  public Environment environment(List<String> documents, int slateSize, int maxSessionLength) {
    return new Shop(maxSessionLength);
  }

  @Override
  public List<Figure> figures() {
    return List.of(new Figure("steps of a session", steps, 0));
  }

  @Override
  public double[] attractive() {
    return accept;
  }

  private final class Shop implements Environment {
    private final int maxSessionLength;

    Shop(int maxSessionLength) {
      this.maxSessionLength = maxSessionLength;
    }

    @Override
    public Space space() {
      return new Space(accept.length, 1, 1); // documents, slate size, states
    }

    @Override
    public Session open(RandomKey key) {
      return new Visit(key.child("steps"), maxSessionLength);
    }
  }

  private final class Visit implements Session {
    private static final Observation ONLY = new Observation(0);

    private final RandomKey key;
    private final int maxSessionLength;
    private int length;
    private Status status = Status.CONTINUES;

    Visit(RandomKey key, int maxSessionLength) {
      this.key = key;
      this.maxSessionLength = maxSessionLength;
    }

    @Override
    public Observation start() {
      return ONLY;
    }

    @Override
    public Step recommend(Slate slate) {
      if (status != Status.CONTINUES) {
        throw new IllegalStateException("the session is over");
      }
      if (slate.size() != 1) {
        throw new IllegalArgumentException("one document, not " + slate.size());
      }
      int document = Objects.checkIndex(slate.document(0), accept.length);
      RandomKey draw = key.child(length++);
      boolean accepted = draw.uniform(0) < accept[document];
      if (draw.uniform(1) < 1 / steps) {
        status = Status.ENDED;
      } else if (length == maxSessionLength) {
        status = Status.CUT_OFF;
      }
      return new Step(accepted ? Response.FIRST : Response.NONE, accepted ? 1 : 0, ONLY, status);
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      double rate = accept[slate.document(0)];
      return new double[] {rate, 1 - rate};
    }
  }
}
