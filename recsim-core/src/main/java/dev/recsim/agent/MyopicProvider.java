package dev.recsim.agent;

import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.api.Options.Description;
import dev.recsim.api.Policy;
import java.util.Optional;

/**
 * Provider of {@code myopic}: the document with the largest immediate reward; the lowest index if
 * rewards are equal. In {@code transition_matrix} it is the argmax of the row, which the notebook
 * calls optimal. Where the environment is too large to be solved, it is {@link
 * Environment#myopic()}.
 */
@Description(
    "Knows the environment and maximizes the immediate reward only. Needs a finite"
        + " environment, or one that gives this policy, as transition_matrix does.")
public final class MyopicProvider extends FiniteEnvironmentProvider {

  @Override
  int[] documents(FiniteMdp model) {
    int[] documents = new int[model.states()];
    for (int s = 0; s < documents.length; s++) {
      for (int a = 1; a < model.actions(); a++) {
        if (model.reward(s, a) > model.reward(s, documents[s])) {
          documents[s] = a;
        }
      }
    }
    return documents;
  }

  @Override
  Optional<Policy> otherwise(Environment environment) {
    return environment.myopic();
  }
}
