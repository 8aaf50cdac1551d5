package dev.recsim.trial.verify;

import dev.recsim.api.Document;
import dev.recsim.api.Observation;
import java.util.Arrays;
import java.util.List;

/**
 * Copies of the features of an observation, to detect writes to them. Reusable: it allocates little
 * after its first look. Confined to one thread.
 */
public final class Features {
  /** Documents of a look; the others take turns. */
  private static final int DOCUMENTS = 4;

  private double[][] originals = new double[DOCUMENTS + 1][];
  private double[] copies = new double[DOCUMENTS];
  private int count;
  private int used;
  private int turn;

  /** Copies the features of the user and of some documents. */
  public void look(Observation seen) {
    look(seen, turn, DOCUMENTS);
    turn += DOCUMENTS;
  }

  /**
   * Copies the features of the user and of documents.
   *
   * @param first the first document, modulo their number
   * @param most number of documents
   */
  void look(Observation seen, int first, int most) {
    forget();
    add(seen.user());
    List<Document> all = seen.candidates();
    int documents = Math.min(all.size(), most);
    int document = documents == 0 ? 0 : Math.floorMod(first, all.size());
    for (int i = 0; i < documents; i++) {
      add(all.get(document).features());
      document = document + 1 == all.size() ? 0 : document + 1;
    }
  }

  private void add(double[] features) {
    if (features == null) {
      return;
    }
    if (count == originals.length) {
      originals = Arrays.copyOf(originals, 2 * count);
    }
    int end = used + features.length;
    if (end > copies.length) {
      copies = Arrays.copyOf(copies, Math.max(end, 2 * copies.length));
    }
    System.arraycopy(features, 0, copies, used, features.length);
    originals[count++] = features;
    used = end;
  }

  /** Whether features differ from their copies. */
  public boolean haveChanged() {
    int from = 0;
    for (int i = 0; i < count; i++) {
      double[] now = originals[i];
      if (!Arrays.equals(now, 0, now.length, copies, from, from + now.length)) {
        return true;
      }
      from += now.length;
    }
    return false;
  }

  /** Forgets the copies, so that nothing has changed. */
  public void forget() {
    Arrays.fill(originals, 0, count, null);
    count = 0;
    used = 0;
  }
}
