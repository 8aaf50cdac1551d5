package dev.recsim.serve;

import dev.recsim.serve.load.Schema;
import java.util.AbstractList;

/** The ids of fixed documents: their labels, or their numbers. */
final class Labels extends AbstractList<String> {
  private final Schema schema;

  Labels(Schema schema) {
    this.schema = schema;
  }

  @Override
  public String get(int index) {
    return schema.labels().isEmpty() ? Integer.toString(index) : schema.labels().get(index);
  }

  @Override
  public int size() {
    return schema.space().documents();
  }
}
