package dev.recsim.agent;

import dev.recsim.api.Agent;
import dev.recsim.api.AgentProvider;
import dev.recsim.api.Description;
import dev.recsim.api.Environment;
import dev.recsim.api.FiniteMdp;
import dev.recsim.random.RandomKey;

/**
 * Provider of {@code myopic}: the document with the greatest immediate reward, lowest index among
 * equals. In {@code transition_matrix} that is the argmax of the row, which the notebook calls
 * optimal.
 */
@Description("Knows the world but looks only at the immediate reward; only in finite worlds.")
public final class MyopicProvider implements AgentProvider<NoOptions> {

  @Override
  public String name() {
    return "myopic";
  }

  @Override
  public NoOptions defaults() {
    return new NoOptions();
  }

  @Override
  public boolean oracle(NoOptions options) {
    return true;
  }

  @Override
  public void check(NoOptions options, Environment environment) {
    TablePolicy.model(name(), environment);
  }

  @Override
  public Agent create(NoOptions options, Environment environment, RandomKey key) {
    FiniteMdp model = TablePolicy.model(name(), environment);
    int[] documents = new int[model.states()];
    for (int s = 0; s < documents.length; s++) {
      for (int a = 1; a < model.actions(); a++) {
        if (model.reward(s, a) > model.reward(s, documents[s])) {
          documents[s] = a;
        }
      }
    }
    TablePolicy policy = new TablePolicy(documents);
    return () -> policy;
  }
}
