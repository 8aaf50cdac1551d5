/**
 * Reads logs of real or simulated users: session logs of recsim and CSV files. Streams sessions,
 * validates rows, and counts every row that it excludes. Writes nothing. May import {@code api}.
 * Start reading at {@link dev.recsim.logs.Log}.
 */
package dev.recsim.logs;
