package dev.recsim.api.compose;

import dev.recsim.api.Document;
import dev.recsim.api.Recycling;
import dev.recsim.random.RandomKey;
import java.util.AbstractList;
import java.util.Objects;
import java.util.RandomAccess;

/**
 * A list of documents that are drawn when they are first read, because most candidates are never
 * read. The order of reads does not change the documents. Confined to one thread.
 */
final class Fresh extends AbstractList<Document> implements RandomAccess {
  private final DocumentSampler sampler;

  /** The sampler if it can overwrite documents, else null. */
  private final Recycling.Documents recycling;

  private final Document[] drawn;

  /** The round in which each document was drawn; documents of earlier rounds are invalid. */
  private final int[] rounds;

  private int round;
  private long firstId;
  private long key;

  /** Creates a list; call {@link #begin} before reading it. */
  Fresh(DocumentSampler sampler, int count) {
    this.sampler = sampler;
    this.recycling = sampler instanceof Recycling.Documents able ? able : null;
    this.drawn = new Document[count];
    this.rounds = new int[count];
  }

  /** Replaces all documents; may overwrite the previous ones. */
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
