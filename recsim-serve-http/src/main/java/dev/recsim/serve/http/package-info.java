/**
 * A ranking service over HTTP. Start reading at {@link dev.recsim.serve.http.RankingServer}; {@link
 * dev.recsim.serve.http.ServeMain} is the program.
 */
package dev.recsim.serve.http;
