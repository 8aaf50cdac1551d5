package dev.recsim.onnx;

import dev.recsim.learn.JavaScores;
import dev.recsim.learn.actorcritic.ActorCriticOptions;
import dev.recsim.learn.actorcritic.CriticScores;
import dev.recsim.learn.fullslateq.FullSlateQ;
import dev.recsim.learn.fullslateq.SlateScores;
import dev.recsim.learn.scores.SoftmaxAgent.SoftmaxOptions;
import dev.recsim.learn.scores.SoftmaxScores;
import dev.recsim.learn.slateq.ItemScores;
import dev.recsim.learn.slateq.SlateQ;
import java.util.List;

/** An agent with networks in an environment, both as in YAML. */
record Case(String name, String environment, String agent) {
  private static final String STATES = "type: transition_matrix, doc_num: 40";
  private static final String STEPS = ", max_session_length: 50";
  private static final String VIDEOS =
      "type: interest_evolution, candidates: 12, slate_size: 3" + STEPS;
  private static final String FEW =
      "type: interest_evolution, candidates: 5, slate_size: 2" + STEPS;
  private static final String SHARED =
      "type: long_term_satisfaction, candidates: 8, slate_size: 2" + STEPS;
  private static final String EXPLORED =
      "type: interest_exploration, candidates: 10, slate_size: 2" + STEPS;

  /** Every agent with networks, in every form that its graph has. */
  static final List<Case> ALL =
      List.of(
          new Case("actor_critic", STATES, "type: actor_critic, top_k: 8"),
          new Case("actor_critic-raw", STATES, "type: actor_critic, top_k: 8, neighbours: raw"),
          new Case("actor_critic-all", STATES, "type: actor_critic, top_k: 40"),
          new Case("actor_critic-features", VIDEOS, "type: actor_critic, top_k: 5"),
          new Case("actor_critic-few", EXPLORED, "type: actor_critic"),
          new Case("full_slate_q", STATES, "type: full_slate_q"),
          new Case("full_slate_q-features", FEW, "type: full_slate_q"),
          new Case("ppo", STATES, "type: ppo"),
          new Case("ppo-features", VIDEOS, "type: ppo"),
          new Case("ppo-topics", EXPLORED, "type: ppo"),
          new Case("reinforce", SHARED, "type: reinforce"),
          new Case("slate_q", VIDEOS, "type: slate_q"),
          new Case("slate_q-top_k", VIDEOS, "type: slate_q, selection: top_k, no_click: zero"),
          new Case("slate_q-greedy", VIDEOS, "type: slate_q, selection: greedy, network: mlp"),
          new Case("slate_q-mlp", VIDEOS, "type: slate_q, network: mlp, no_click: zero"));

  Trained train(int observations) {
    return Trained.of(environment, agent + ", engine: java", observations);
  }

  /** The policy as engine java computes it. */
  static JavaScores java(Trained trained) {
    Record options = trained.agent().options();
    var space = trained.environment().space();
    if (options instanceof ActorCriticOptions it) {
      return new CriticScores(it, space, trained.weights());
    } else if (options instanceof FullSlateQ.Options it) {
      return new SlateScores(it, space, trained.weights());
    } else if (options instanceof SlateQ.Options it) {
      return new ItemScores(it, trained.environment(), trained.weights());
    }
    return new SoftmaxScores((SoftmaxOptions) options, space, trained.weights());
  }

  @Override
  public String toString() {
    return name;
  }
}
