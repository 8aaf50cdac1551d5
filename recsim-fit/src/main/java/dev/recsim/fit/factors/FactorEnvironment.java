package dev.recsim.fit.factors;

import dev.recsim.api.Environment;
import dev.recsim.api.NoOptions;
import dev.recsim.api.Observation;
import dev.recsim.api.Part;
import dev.recsim.api.Policy;
import dev.recsim.api.Slate;
import dev.recsim.api.compose.ChoiceModel;
import dev.recsim.api.compose.ChoiceModelProvider;
import dev.recsim.api.compose.ComposedEnvironment;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.api.compose.DocumentSampler;
import dev.recsim.api.compose.DocumentSamplerProvider;
import dev.recsim.api.compose.UserModel;
import dev.recsim.api.compose.UserModelProvider;
import dev.recsim.fit.factors.FactorParameters.Numbers;
import java.util.Optional;

/**
 * Slates of all documents of a fit, for its users. {@link #myopic} shows the documents with the
 * highest scores for what agents can observe.
 *
 * @param inside users, documents and choices
 */
record FactorEnvironment(ComposedEnvironment inside) implements Environment.Wrapper {

  static Environment of(
      Numbers numbers,
      Population users,
      FactorDocuments documents,
      int slateSize,
      int maxSessionLength) {
    return new FactorEnvironment(
        new ComposedEnvironment(
            ComposedEnvironment.Options.of(
                    Part.of(new UsersProvider(new FactorUsers(numbers, users))),
                    Part.of(new DocumentsProvider(documents)),
                    Part.of(new ChoiceProvider(new OneClick(numbers.c0()))))
                .with("candidates", documents.size())
                .with("slate_size", slateSize)
                .with("resample", Resample.CORPUS)
                .with("max_session_length", maxSessionLength)));
  }

  @Override
  public Optional<Policy> myopic() {
    Environment.Appeal.Score score = inside.observableScore().orElseThrow();
    return Optional.of((observation, key) -> best(score, observation));
  }

  private Slate best(Environment.Appeal.Score score, Observation observation) {
    int[] slate = new int[space().slateSize()];
    double[] scores = new double[slate.length];
    int size = 0;
    for (int j = 0; j < observation.candidates().size(); j++) {
      double own = score.score(observation, j);
      int place = size;
      while (place > 0 && own > scores[place - 1]) {
        place--;
      }
      if (place < slate.length) {
        int end = Math.min(size, slate.length - 1);
        System.arraycopy(scores, place, scores, place + 1, end - place);
        System.arraycopy(slate, place, slate, place + 1, end - place);
        scores[place] = own;
        slate[place] = j;
        size = end + 1;
      }
    }
    return Slate.of(slate);
  }

  /** Clicks one document or none, in proportion to the exponential of the score. */
  record OneClick(double none) implements ChoiceModel.Luce {
    @Override
    public double weight(double score) {
      return StrictMath.exp(score);
    }

    @Override
    public double noClickWeight() {
      return StrictMath.exp(none);
    }
  }

  private record UsersProvider(UserModel users) implements UserModelProvider<NoOptions> {
    @Override
    public String name() {
      return "fitted_users";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public UserModel create(NoOptions options, DocumentSampler documents) {
      return users;
    }
  }

  private record DocumentsProvider(DocumentSampler documents)
      implements DocumentSamplerProvider<NoOptions> {
    @Override
    public String name() {
      return "fitted_documents";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public DocumentSampler create(NoOptions options) {
      return documents;
    }
  }

  private record ChoiceProvider(ChoiceModel choice) implements ChoiceModelProvider<NoOptions> {
    @Override
    public String name() {
      return "fitted_choice";
    }

    @Override
    public NoOptions defaults() {
      return new NoOptions();
    }

    @Override
    public ChoiceModel create(NoOptions options) {
      return choice;
    }
  }
}
