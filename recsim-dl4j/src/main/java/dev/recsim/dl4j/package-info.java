/**
 * Engine {@code dl4j} and the export format {@code dl4j}: DeepLearning4J on ND4J, which no other
 * module of recsim uses. Found through {@link dev.recsim.learn.Engine} and {@link
 * dev.recsim.policy.WeightsFormat}.
 */
package dev.recsim.dl4j;
