/**
 * Environments fitted to logs: models of sessions, responses and clicks, and how well they fit. May
 * import {@code api}, {@code random}, {@code exact}, {@code json}, {@code io}, {@code stats} and
 * {@code logs}.
 */
package dev.recsim.fit;
