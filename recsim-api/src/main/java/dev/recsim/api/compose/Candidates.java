package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Response;
import dev.recsim.api.Slate;
import dev.recsim.api.compose.ComposedEnvironment.Resample;
import dev.recsim.random.RandomKey;
import java.util.List;

/** The candidate documents of one session; they can change at each step. Mutable. */
final class Candidates {
  private final Supply supply;
  private final RandomKey key;
  private List<Document> now;

  /** The current documents if they are drawn again at each step; else null. */
  private Fresh drawn;

  private boolean lent;
  private long nextId;
  private int step;

  /**
   * The source of candidates, shared by all sessions.
   *
   * @param count number of candidates at the start
   * @param flow how their number and documents change at each step
   * @param changes whether a step can change documents
   * @param corpus the documents that all sessions share, or null
   */
  record Supply(
      DocumentSampler sampler,
      int count,
      Flow flow,
      Resample resample,
      boolean changes,
      List<Document> corpus) {

    /**
     * The candidates that come and go at each step.
     *
     * @param turnover number of those that leave and are replaced
     * @param growth number of those that are added
     * @param most largest number of candidates
     */
    record Flow(int turnover, int growth, int most) {}

    /** Whether a sampler overrides {@code next}. Otherwise a step costs as much for any number. */
    static boolean changes(DocumentSampler sampler) {
      Class<?>[] parameters = {Document.class, boolean.class, boolean.class, RandomKey.class};
      try {
        return sampler.getClass().getMethod("next", parameters).getDeclaringClass()
            != DocumentSampler.class;
      } catch (NoSuchMethodException e) {
        throw new IllegalStateException(e);
      }
    }

    static List<Document> draw(DocumentSampler sampler, int count, RandomKey key) {
      return List.of(draw(sampler, count, 0, key));
    }

    private static Document[] draw(
        DocumentSampler sampler, int count, long firstId, RandomKey key) {
      Document[] drawn = new Document[count];
      for (int i = 0; i < count; i++) {
        drawn[i] = sampler.sample(firstId + i, key.child(i));
      }
      return drawn;
    }
  }

  Candidates(Supply supply, RandomKey key) {
    this.supply = supply;
    this.key = key;
    if (supply.resample == Resample.STEP) {
      anew();
    } else {
      now = supply.corpus != null ? supply.corpus : List.of(fresh(supply.count));
      nextId = supply.count;
    }
  }

  /** Allows each step to overwrite what {@link #now} returned before. */
  void lend() {
    lent = true;
  }

  List<Document> now() {
    return now;
  }

  private void anew() {
    if (drawn == null || !lent) {
      drawn = new Fresh(supply.sampler, supply.count);
      now = drawn;
    }
    drawn.begin(nextId, key.child(step));
    nextId += supply.count;
  }

  /** Changes, removes and adds documents after a step. */
  void advance(Slate slate, Response response) {
    step++;
    if (supply.resample == Resample.STEP) {
      anew();
      return;
    }
    Document[] changed = supply.changes() ? change(slate, response) : null;
    Supply.Flow flow = supply.flow;
    int arriving = flow.turnover() + Math.min(flow.growth(), flow.most() - now.size());
    if (arriving == 0) {
      now = changed == null ? now : List.of(changed);
      return;
    }
    int leaving = Math.min(flow.turnover(), now.size());
    Document[] next = new Document[now.size() - leaving + arriving];
    for (int i = leaving; i < now.size(); i++) {
      next[i - leaving] = changed == null ? now.get(i) : changed[i];
    }
    System.arraycopy(fresh(arriving), 0, next, now.size() - leaving, arriving);
    now = List.of(next);
  }

  /** The candidates after the step, or null if none has changed. */
  private Document[] change(Slate slate, Response response) {
    Document[] changed = null;
    for (int i = 0; i < now.size(); i++) {
      Document before = now.get(i);
      int position = position(slate, i);
      boolean clicked = position >= 0 && response.isClicked(position);
      Document after =
          supply.sampler.next(
              before, position >= 0, clicked, key.child(-1).child(step).child(before.id()));
      if (after != before && changed == null) {
        changed = now.toArray(Document[]::new);
      }
      if (changed != null) {
        changed[i] = after;
      }
    }
    return changed;
  }

  private static int position(Slate slate, int candidate) {
    for (int i = 0; i < slate.size(); i++) {
      if (slate.document(i) == candidate) {
        return i;
      }
    }
    return -1;
  }

  private Document[] fresh(int count) {
    Document[] drawn = Supply.draw(supply.sampler, count, nextId, key.child(step));
    nextId += count;
    return drawn;
  }
}
