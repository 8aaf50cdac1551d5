package com.example.podcasts;

import dev.recsim.api.Document;

/**
 * An episode of a podcast. Agents see its topic and its length.
 *
 * @param id names it
 * @param topic what it is about, 0 or more
 * @param features what agents see: its length in minutes
 * @param quality probability that a listener hears it to the end; latent, only users know it
 */
record Episode(long id, int topic, double[] features, double quality) implements Document {
  /** The index of the length among the features. */
  static final int MINUTES = 0;

  double minutes() {
    return features[MINUTES];
  }
}
