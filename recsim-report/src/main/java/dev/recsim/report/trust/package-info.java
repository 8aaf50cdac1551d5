/**
 * What a log leaves open about agents in an environment that was fitted to it. Start reading at
 * {@link dev.recsim.report.trust.TrustReport}.
 */
package dev.recsim.report.trust;
