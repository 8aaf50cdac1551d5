/**
 * Engines that compute the networks of {@code learn}: {@code java} on plain arrays, {@code dl4j} on
 * DeepLearning4J and ND4J. The only room that may use those two. May import {@code learn}, {@code
 * api} and {@code random}; reached only through {@link dev.recsim.learn.Engine}.
 */
package dev.recsim.nn;
