/**
 * Networks that score candidates, and policies that draw by the scores. Start reading at {@link
 * dev.recsim.learn.scores.CandidateScores}. {@link dev.recsim.learn.scores.Encodings} are documents
 * encoded as vectors of length 1, of which {@link dev.recsim.learn.scores.Candidates} finds the
 * nearest.
 */
package dev.recsim.learn.scores;
