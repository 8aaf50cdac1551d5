package com.example.podcasts;

import dev.recsim.api.Document;

/**
 * An episode of a podcast. Agents see its topic and its length.
 *
 * @param id identifies it within a session
 * @param topic index of its topic, from 0
 * @param features what agents see: its length in minutes
 * @param quality probability that a listener hears it to the end; latent: agents do not see it
 */
record Episode(long id, int topic, double[] features, double quality) implements Document {
  /** The index of the length among the features. */
  static final int MINUTES = 0;

  double minutes() {
    return features[MINUTES];
  }
}
