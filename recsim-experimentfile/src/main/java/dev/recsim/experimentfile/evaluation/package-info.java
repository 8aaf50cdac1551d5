/**
 * The sections {@code logs} and {@code evaluate}, and claims {@code by: ope}. Start reading at
 * {@link dev.recsim.experimentfile.evaluation.Evaluations}.
 */
package dev.recsim.experimentfile.evaluation;
