/**
 * Off-policy evaluation: the value of a target policy from a log of another policy, with intervals,
 * and the reasons to refuse an answer. Pure. An estimator turns each session into a few terms; its
 * value and its error need only sums of these. May import {@code stats} and {@code random}. Start
 * reading at {@link dev.recsim.ope.Estimator}.
 */
package dev.recsim.ope;
