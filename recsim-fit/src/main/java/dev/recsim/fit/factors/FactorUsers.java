package dev.recsim.fit.factors;

import dev.recsim.api.Document;
import dev.recsim.api.compose.User;
import dev.recsim.api.compose.UserModel;
import dev.recsim.fit.factors.FactorParameters.Numbers;
import dev.recsim.fit.recovery.Recovery;
import dev.recsim.random.RandomKey;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Users of a fit. Agents see the most likely vector of a user and the state h. The vector by which
 * the user chooses is drawn, and hidden.
 */
record FactorUsers(Numbers numbers, Population population) implements UserModel {
  private static final String CLICK = "click";

  @Override
  public Class<? extends Document> documents() {
    return FactorDocuments.Item.class;
  }

  @Override
  public List<String> features() {
    List<String> names = new ArrayList<>(FactorDocuments.numbered("theta", numbers.dimension()));
    names.addAll(FactorDocuments.numbered("h", numbers.dimension()));
    return names;
  }

  @Override
  public List<String> signals() {
    return List.of(CLICK);
  }

  @Override
  public String reward() {
    return CLICK;
  }

  @Override
  public List<String> latents() {
    return List.of(Recovery.RARE_SHARE);
  }

  @Override
  public User sample(RandomKey key) {
    return new Reader(population.draw(key));
  }

  @Override
  public Optional<Scorer> observableScore() {
    return Optional.of(this::score);
  }

  /** (theta + eta h) e + b. */
  private double score(double[] user, Document document) {
    double[] features = document.features();
    int d = numbers.dimension();
    double score = features[d];
    for (int q = 0; q < d; q++) {
      score += (user[q] + numbers.eta() * user[d + q]) * features[q];
    }
    return score;
  }

  private final class Reader implements User {
    private final Population.Drawn vectors;
    private final double[] state = new double[numbers.dimension()];
    private boolean leaves;
    private double rare;

    Reader(Population.Drawn vectors) {
      this.vectors = vectors;
    }

    private double[] with(double[] vector) {
      int d = numbers.dimension();
      double[] both = Arrays.copyOf(vector, 2 * d);
      System.arraycopy(state, 0, both, d, d);
      return both;
    }

    @Override
    public double[] observe() {
      return with(vectors.known());
    }

    @Override
    public double score(Document document) {
      return FactorUsers.this.score(with(vectors.theta()), document);
    }

    @Override
    public void respond(Document[] slate, int[] clicks, double[] signals, RandomKey key) {
      boolean clicked = clicks.length > 0;
      for (int q = 0; q < state.length; q++) {
        state[q] *= numbers.delta();
        state[q] += clicked ? slate[clicks[0]].features()[q] : 0;
      }
      if (clicked) {
        signals[clicks[0]] = 1;
      }
      rare = 0;
      for (Document shown : slate) {
        rare += ((FactorDocuments.Item) shown).rare() ? 1.0 / slate.length : 0;
      }
      leaves = key.uniform(0) < numbers.leave()[clicked ? 0 : 1];
    }

    @Override
    public boolean stays() {
      return !leaves;
    }

    @Override
    public void latents(double[] values) {
      values[0] = rare;
    }

    @Override
    public Map<String, Double> latentState() {
      Map<String, Double> latents = new LinkedHashMap<>();
      for (int q = 0; q < state.length; q++) {
        latents.put("theta_" + q, vectors.theta()[q]);
      }
      return latents;
    }
  }
}
