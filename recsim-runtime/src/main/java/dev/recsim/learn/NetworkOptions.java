package dev.recsim.learn;

import java.util.List;

/** The options that all agents with networks have. */
public interface NetworkOptions {

  /** Widths of the hidden layers. */
  List<Integer> hidden();

  /** What computes the networks. */
  EngineChoice engine();
}
