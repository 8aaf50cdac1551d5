package dev.recsim.env.metric;

import dev.recsim.api.Metric;
import dev.recsim.api.MetricProvider.Measure;

/**
 * A function of the number of impressions of each document or topic in all sessions.
 *
 * @param catalogue what is counted
 * @param metric the function, of counters from 0
 */
record Exposure(Catalogue catalogue, Metric metric) implements Measure {
  @Override
  public String description() {
    return metric.description();
  }

  @Override
  public Metric.Better better() {
    return metric.better();
  }

  @Override
  public boolean share() {
    return metric.share();
  }

  @Override
  public int sums() {
    return catalogue.size();
  }

  @Override
  public double value(double[] sums, int sessions) {
    return metric.value(sums, sessions);
  }

  @Override
  public Count open() {
    return new Impressions(catalogue);
  }
}
