/**
 * Networks that score candidates, and policies that draw by the scores. Start reading at {@link
 * dev.recsim.learn.scores.CandidateScores}. {@link dev.recsim.learn.scores.Encodings} are the
 * vectors of documents, among which nearest ones are searched.
 */
package dev.recsim.learn.scores;
