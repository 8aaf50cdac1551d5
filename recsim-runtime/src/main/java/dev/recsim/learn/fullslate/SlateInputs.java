package dev.recsim.learn.fullslate;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import dev.recsim.api.Slate;
import dev.recsim.api.Slates;
import dev.recsim.api.Space;
import dev.recsim.learn.Layout;
import java.util.Arrays;
import java.util.List;

/**
 * What the network sees of a user and a slate: the state (one-hot, where there are several), the
 * user's features, and position by position those of the documents; where documents have none,
 * their topic or else their index, one-hot.
 */
final class SlateInputs {
  private final Space space;
  private final int userFeatures;
  private final int documentWidth;

  SlateInputs(Space space) {
    this.space = space;
    this.userFeatures = space.userFeatures().size();
    int features = space.documentFeatures().size();
    this.documentWidth =
        features > 0 ? features : space.topics() > 0 ? space.topics() : space.documents();
  }

  /** Number of dense inputs. */
  int width() {
    return userFeatures + space.slateSize() * documentWidth;
  }

  Layout layout(List<Integer> hidden) {
    return new Layout(space.states() == 1 ? 0 : space.states(), width(), hidden, 1);
  }

  /** Writes the dense inputs of a slate to a row. */
  void write(Observation observation, Slate slate, float[] rows, int row) {
    writeUser(observation, rows, row);
    for (int p = 0; p < slate.size(); p++) {
      writeDocument(observation, slate.document(p), rows, row, p);
    }
  }

  /** Writes the dense inputs of the present slate to a row. */
  void write(Observation observation, Slates slates, float[] rows, int row) {
    writeUser(observation, rows, row);
    for (int p = 0; p < space.slateSize(); p++) {
      writeDocument(observation, slates.document(p), rows, row, p);
    }
  }

  private void writeUser(Observation observation, float[] rows, int row) {
    int start = row * width();
    for (int i = 0; i < userFeatures; i++) {
      rows[start + i] = (float) observation.user()[i];
    }
  }

  private void writeDocument(Observation observation, int d, float[] rows, int row, int position) {
    int start = row * width() + userFeatures + position * documentWidth;
    if (!space.documentFeatures().isEmpty()) {
      double[] features = observation.candidates().get(d).features();
      for (int i = 0; i < documentWidth; i++) {
        rows[start + i] = (float) features[i];
      }
      return;
    }
    Arrays.fill(rows, start, start + documentWidth, 0);
    Document document = space.topics() > 0 ? observation.candidates().get(d) : null;
    int one = document == null ? d : document.topic();
    if (one >= 0) {
      rows[start + one] = 1;
    }
  }
}
