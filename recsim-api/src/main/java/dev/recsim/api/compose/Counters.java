package dev.recsim.api.compose;

import dev.recsim.api.Metric;
import dev.recsim.api.Metric.Better;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;

/**
 * The counters of a composed environment, and the metrics computed from them. The counters are, in
 * order: steps; clicks; the sum of each signal over clicked positions; the sum of each latent value
 * over steps; the clicks on each topic; pairs of shown documents with different topics; pairs of
 * shown documents; the documents shown of each topic. If all sessions share their documents, the
 * clicks on each document and how often each was shown follow as sparse counters.
 */
final class Counters {
  static final int STEPS = 0;
  static final int CLICKS = 1;
  private static final int FIRST_SIGNAL = 2;

  private final List<String> signals;
  private final List<String> latents;
  private final Function<String, Better> better;
  private final int topics;
  private final int corpus;
  private final int firstLatent;
  private final int firstTopic;
  private final int differentPairs;
  private final int firstShownTopic;
  private final int size;

  /**
   * @param signals names
   * @param latents names
   * @param better direction in which the mean of a signal or latent value improves, by its name
   * @param topics number
   * @param corpus number of documents that all sessions share, or 0
   */
  Counters(
      List<String> signals,
      List<String> latents,
      Function<String, Better> better,
      int topics,
      int corpus) {
    this.signals = signals;
    this.latents = latents;
    this.better = better;
    this.topics = topics;
    this.corpus = corpus;
    firstLatent = FIRST_SIGNAL + signals.size();
    firstTopic = firstLatent + latents.size();
    differentPairs = firstTopic + topics;
    firstShownTopic = pairs() + 1;
    size = firstShownTopic + topics;
  }

  int signals() {
    return signals.size();
  }

  int latents() {
    return latents.size();
  }

  int topics() {
    return topics;
  }

  int corpus() {
    return corpus;
  }

  int clickedSignal(int i) {
    return FIRST_SIGNAL + i;
  }

  int latent(int i) {
    return firstLatent + i;
  }

  int topic(int i) {
    return firstTopic + i;
  }

  int differentPairs() {
    return differentPairs;
  }

  int pairs() {
    return differentPairs + 1;
  }

  int shownTopic(int i) {
    return firstShownTopic + i;
  }

  /** The number of counters that each session counts. */
  int size() {
    return size;
  }

  /** The number of sparse counters, which follow. */
  int sparse() {
    return 2 * corpus;
  }

  int clickedDocument(int id) {
    return size + id;
  }

  int shownDocument(int id) {
    return size + corpus + id;
  }

  List<String> names() {
    List<String> names = new ArrayList<>(List.of("steps", "clicks"));
    signals.forEach(name -> names.add(name + "_of_clicked"));
    names.addAll(latents);
    for (int i = 0; i < topics; i++) {
      names.add("clicks_on_topic_" + i);
    }
    names.add("different_pairs");
    names.add("pairs");
    for (int i = 0; i < topics; i++) {
      names.add("shown_of_topic_" + i);
    }
    return names;
  }

  List<Metric> metrics() {
    List<Metric> metrics = new ArrayList<>();
    metrics.add(
        new Metric.Quotient(
            "session_length",
            "Slates shown to a user in a session.",
            Better.HIGHER,
            STEPS,
            Metric.SESSIONS));
    metrics.add(
        new Metric.Quotient(
            "click_rate", "Clicks for each slate shown.", Better.HIGHER, CLICKS, STEPS));
    addMeans(metrics);
    addTopics(metrics);
    addCorpus(metrics);
    return metrics;
  }

  private void addMeans(List<Metric> metrics) {
    for (int i = 0; i < signals.size(); i++) {
      String name = signals.get(i);
      if (!name.equals("click")) {
        metrics.add(
            new Metric.Quotient(
                name + "_per_click",
                "Mean " + name.replace('_', ' ') + " of the documents that were clicked.",
                better.apply(name),
                clickedSignal(i),
                CLICKS));
      }
    }
    for (int i = 0; i < latents.size(); i++) {
      String name = latents.get(i);
      metrics.add(
          new Metric.Quotient(
              name,
              "Mean " + name.replace('_', ' ') + " over the steps; only a simulator can see it.",
              better.apply(name),
              latent(i),
              STEPS));
    }
  }

  private void addTopics(List<Metric> metrics) {
    for (int i = 0; i < topics; i++) {
      metrics.add(
          new Metric.TopicShare(
              "topic_" + i + "_share", "Share of clicks on topic " + i + ".", topic(i), CLICKS));
    }
    if (topics > 1) {
      metrics.add(
          new Metric.Coverage(
              "topic_coverage", "Share of the topics that got any click.", topic(0), topics));
      metrics.add(
          new Metric.Quotient(
              "slate_diversity",
              "Share of pairs of documents on a slate that have different topics.",
              Better.HIGHER,
              differentPairs(),
              pairs(),
              true));
      metrics.add(
          new Metric.Gini(
              "topic_exposure_gini",
              "Gini coefficient of the impressions of topics: 0 if all are shown equally often.",
              shownTopic(0),
              topics));
      metrics.add(
          new Metric.Entropy(
              "topic_exposure_entropy",
              "Entropy of the shares of topics in all impressions, in bits.",
              shownTopic(0),
              topics));
    }
  }

  private void addCorpus(List<Metric> metrics) {
    if (corpus > 0) {
      metrics.add(
          new Metric.Coverage(
              "corpus_coverage",
              "Share of the corpus's documents that got any click.",
              clickedDocument(0),
              corpus));
    }
    if (corpus > 1) {
      metrics.add(
          new Metric.Gini(
              "exposure_gini",
              "Gini coefficient of the impressions of the corpus's documents: 0 if all are shown"
                  + " equally often.",
              shownDocument(0),
              corpus));
      metrics.add(
          new Metric.Entropy(
              "exposure_entropy",
              "Entropy of the shares of the corpus's documents in all impressions, in bits.",
              shownDocument(0),
              corpus));
    }
  }
}
