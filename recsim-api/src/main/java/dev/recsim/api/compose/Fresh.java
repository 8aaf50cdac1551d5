package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Recycling;
import dev.recsim.random.RandomKey;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * Documents that are drawn when somebody looks at them: most candidates of a step are never shown,
 * and some agents look at none. The same ones whoever looks and when. Confined to the session's
 * thread.
 */
final class Fresh extends AbstractList<Document> implements RandomAccess {
  private final DocumentSampler sampler;

  /** The same if it can write over documents, else null. */
  private final Recycling.Documents recycling;

  private final Document[] drawn;

  /** The round in which each was drawn; those of earlier rounds are no more. */
  private final int[] rounds;

  private int round;
  private long firstId;
  private long key;

  /** A list of this many documents; begin a round before looking. */
  Fresh(DocumentSampler sampler, int count) {
    this.sampler = sampler;
    this.recycling = sampler instanceof Recycling.Documents able ? able : null;
    this.drawn = new Document[count];
    this.rounds = new int[count];
  }

  /** Other documents from now on, which may be written over those of before. */
  Fresh begin(long firstId, RandomKey key) {
    this.round++;
    this.firstId = firstId;
    this.key = key.bits();
    return this;
  }

  @Override
  public Document get(int index) {
    Objects.checkIndex(index, drawn.length);
    if (rounds[index] != round) {
      RandomKey luck = new RandomKey(key).child(index);
      drawn[index] =
          recycling == null
              ? sampler.sample(firstId + index, luck)
              : recycling.sample(firstId + index, luck, drawn[index]);
      rounds[index] = round;
    }
    return drawn[index];
  }

  @Override
  public int size() {
    return drawn.length;
  }
}
