/**
 * The values of policies on a log as lines, JSON and a page. Start reading at {@link
 * dev.recsim.report.evaluation.EvaluationReport}.
 */
package dev.recsim.report.evaluation;
