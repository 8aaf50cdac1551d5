/**
 * Baselines that count clicks: {@code popular} and {@code knn}. May import {@code api}, {@code
 * random}, {@code learn} and the rest of {@code agent}. Start reading at {@code PopularAgent}, then
 * {@code KnnAgent}.
 */
package dev.recsim.agent.counts;
