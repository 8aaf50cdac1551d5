/** Networks that score candidates: {@link dev.recsim.learn.scores.CandidateScores}. */
package dev.recsim.learn.scores;
