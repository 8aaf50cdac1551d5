/**
 * Documents encoded as vectors of length 1, and the search for the nearest ones. Start reading at
 * {@link dev.recsim.learn.encoded.Encodings}.
 */
package dev.recsim.learn.encoded;
