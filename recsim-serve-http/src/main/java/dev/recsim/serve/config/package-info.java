/**
 * The file {@code serve.yaml} as options of a ranker, its log and its server. Start reading at
 * {@link dev.recsim.serve.config.ServeFile}.
 */
package dev.recsim.serve.config;
