package dev.recsim.env.metric;

/** The things whose impressions a metric counts. */
public enum Over {
  /** Documents that all sessions share. */
  DOCUMENTS,
  /** Topics of documents. */
  TOPICS
}
