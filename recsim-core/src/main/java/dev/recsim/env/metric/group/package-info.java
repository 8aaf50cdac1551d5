/**
 * Metrics that compare groups of users. May import {@code api}. Start reading at {@code Groups}.
 */
package dev.recsim.env.metric.group;
