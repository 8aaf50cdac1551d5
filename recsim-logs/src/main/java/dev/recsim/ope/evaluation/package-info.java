/**
 * Evaluates target policies on a log: reads it twice, once to see what it contains, and once to
 * estimate. May import {@code logs}, {@code ope}, {@code api}, {@code stats} and {@code random}.
 * Start reading at {@link dev.recsim.ope.evaluation.PolicyEvaluation}.
 */
package dev.recsim.ope.evaluation;
