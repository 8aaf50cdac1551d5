/**
 * The file of a fitted environment. Start reading at {@link dev.recsim.fit.file.EnvironmentFile}.
 */
package dev.recsim.fit.file;
