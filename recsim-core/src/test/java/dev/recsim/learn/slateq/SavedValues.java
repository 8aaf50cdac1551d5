package dev.recsim.learn.slateq;

import dev.recsim.api.Observation;
import dev.recsim.api.Weights;
import dev.recsim.api.Weights.Tensor;
import dev.recsim.learn.slateq.SlateQ.NetworkChoice;
import dev.recsim.learn.slateq.SlateQ.NoClick;
import java.util.Arrays;

/** The values that saved weights stand for, computed from their definition. */
record SavedValues(SlateQ.Options options, Weights weights) {

  /** Value of a candidate, in units of reward. */
  double document(Observation seen, int candidate) {
    return value(seen.user(), seen.candidates().get(candidate).features());
  }

  /** Value of clicking nothing, in units of reward. */
  double noClick(Observation seen) {
    return options.noClick() == NoClick.LEARNED ? value(seen.user(), null) : 0;
  }

  private double value(double[] user, double[] document) {
    return scaled(
        standardized("user", user), document == null ? null : standardized("document", document));
  }

  private double[] standardized(String of, double[] features) {
    float[] means = data("features." + of + ".mean");
    float[] deviations = data("features." + of + ".deviation");
    double[] scaled = new double[features.length];
    Arrays.setAll(scaled, i -> (features[i] - means[i]) / deviations[i]);
    return scaled;
  }

  private double scaled(double[] user, double[] document) {
    double units =
        options.network() == NetworkChoice.ADDITIVE
            ? network(user) + terms(user, document)
            : network(inputs(user, document));
    return options.valueScale() * units;
  }

  private double terms(double[] user, double[] document) {
    if (document == null) {
      return data("no_click.bias")[0];
    }
    float[] bias = data("item.bias");
    float[] affinity = data("item.affinity");
    double sum = 0;
    for (int j = 0; j < document.length; j++) {
      double partner = j < affinity.length ? affinity[j] * user[j] : 0;
      sum += (bias[j] + partner) * document[j];
    }
    return sum / Math.sqrt(document.length);
  }

  /** A one-hot of document and no click where both are learned, the user, the document. */
  private double[] inputs(double[] user, double[] document) {
    int kinds = options.noClick() == NoClick.LEARNED ? 2 : 0;
    int inputs = weights.tensors().get("value.0.weight").shape()[1];
    double[] all = new double[inputs];
    if (kinds > 0) {
      all[document == null ? 1 : 0] = 1;
    }
    System.arraycopy(user, 0, all, kinds, user.length);
    if (document != null) {
      System.arraycopy(document, 0, all, kinds + user.length, document.length);
    }
    return all;
  }

  private double network(double[] inputs) {
    double[] layer = inputs;
    for (int i = 0; i <= options.hidden().size(); i++) {
      Tensor weight = weights.tensors().get("value." + i + ".weight");
      float[] bias = data("value." + i + ".bias");
      double[] next = new double[bias.length];
      for (int k = 0; k < next.length; k++) {
        next[k] = bias[k];
        for (int j = 0; j < layer.length; j++) {
          next[k] += weight.data()[k * layer.length + j] * layer[j];
        }
      }
      boolean last = i == options.hidden().size();
      layer = last ? next : Arrays.stream(next).map(x -> Math.max(x, 0)).toArray();
    }
    return layer[0];
  }

  private float[] data(String tensor) {
    return weights.tensors().get(tensor).data();
  }
}
