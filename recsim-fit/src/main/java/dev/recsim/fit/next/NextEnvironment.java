package dev.recsim.fit.next;

import dev.recsim.api.Environment;
import dev.recsim.api.Observation;
import dev.recsim.api.Response;
import dev.recsim.api.Session;
import dev.recsim.api.Slate;
import dev.recsim.api.Space;
import dev.recsim.api.Step;
import dev.recsim.api.Step.Status;
import dev.recsim.fit.world.Draw;
import dev.recsim.fit.world.SlateCheck;
import dev.recsim.random.RandomKey;

/**
 * New users who open documents as in a {@link NextModel}, whatever is shown: the reward is 1 if the
 * document that a user opens next was on the slate. The state is the document at which a user is;
 * what the user opened before is hidden. A user leaves after each document with the same
 * probability, and when all documents were opened if none is opened twice.
 */
final class NextEnvironment implements Environment {
  private final NextModel model;
  private final double leave;
  private final Space space;
  private final int maxSessionLength;

  NextEnvironment(NextModel model, double leave, int slateSize, int maxSessionLength) {
    this.model = model;
    this.leave = leave;
    this.maxSessionLength = maxSessionLength;
    int documents = model.chain().documents();
    space = new Space(documents, slateSize, documents);
  }

  @Override
  public Space space() {
    return space;
  }

  @Override
  public Session open(RandomKey key) {
    return new UserSession(key.child("steps"));
  }

  private final class UserSession implements Session {
    private final RandomKey key;
    private final NextModel.User user = model.new User();
    private final double[] probabilities = new double[space.documents()];

    /** Whether the probabilities are those of the next document. */
    private boolean known;

    private int current;
    private int length;
    private boolean over;

    UserSession(RandomKey key) {
      this.key = key;
      current = Draw.of(probabilities(), key.child("start").uniform(0));
      open(current);
    }

    private void open(int document) {
      current = document;
      user.add(document);
      known = false;
    }

    private double[] probabilities() {
      if (!known) {
        user.update();
        user.logProbabilities(probabilities);
        for (int j = 0; j < probabilities.length; j++) {
          probabilities[j] = StrictMath.exp(probabilities[j]);
        }
        known = true;
      }
      return probabilities;
    }

    /** Whether nothing is left to open. */
    private boolean isExhausted() {
      return model.once() && length + 1 >= space.documents();
    }

    @Override
    public Observation start() {
      return new Observation(current);
    }

    @Override
    public Step recommend(Slate slate) {
      if (over) {
        throw new IllegalStateException("the session is over; open another");
      }
      SlateCheck.checked(slate, space);
      RandomKey step = key.child(length);
      boolean leaves = isExhausted() || step.uniform(0) < leave;
      int next = leaves ? -1 : Draw.of(probabilities(), step.uniform(1));
      int position = -1;
      for (int k = 0; k < slate.size(); k++) {
        position = slate.document(k) == next ? k : position;
      }
      length++;
      if (!leaves) {
        open(next);
      }
      Status status =
          leaves ? Status.ENDED : length == maxSessionLength ? Status.CUT_OFF : Status.CONTINUES;
      over = status != Status.CONTINUES;
      return new Step(
          new Response(position), position < 0 ? 0 : 1, new Observation(current), status);
    }

    @Override
    public double[] clickProbabilities(Slate slate) {
      double[] clicks = new double[slate.size() + 1];
      double none = 1;
      for (int k = 0; k < slate.size(); k++) {
        clicks[k] = isExhausted() ? 0 : (1 - leave) * probabilities()[slate.document(k)];
        none -= clicks[k];
      }
      clicks[slate.size()] = Math.max(0, none);
      return clicks;
    }
  }
}
