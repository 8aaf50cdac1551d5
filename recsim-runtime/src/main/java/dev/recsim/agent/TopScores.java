package dev.recsim.agent;

import dev.recsim.api.DeterministicPolicy;
import dev.recsim.api.ObservableScore;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;

/** Shows the candidates of the greatest scores, best first, lowest index among equals. */
record TopScores(ObservableScore scores, Space space) implements DeterministicPolicy {

  @Override
  public Slate choose(Observation observation) {
    int[] best = new int[space.slateSize()];
    double[] bestScores = new double[best.length];
    int found = 0;
    for (int i = 0; i < observation.documents(space); i++) {
      double score = scores.score(observation, i);
      int place = found;
      while (place > 0 && score > bestScores[place - 1]) {
        place--;
      }
      if (place < best.length) {
        int moved = Math.min(found, best.length - 1) - place;
        System.arraycopy(best, place, best, place + 1, moved);
        System.arraycopy(bestScores, place, bestScores, place + 1, moved);
        best[place] = i;
        bestScores[place] = score;
        found = Math.min(found + 1, best.length);
      }
    }
    return Slate.of(best);
  }

  @Override
  public boolean keepsNothing() {
    return true;
  }
}
