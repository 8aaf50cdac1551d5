/** The scales of features. Start reading at {@link dev.recsim.learn.scale.Standardization}. */
package dev.recsim.learn.scale;
