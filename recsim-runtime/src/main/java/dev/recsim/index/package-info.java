/**
 * Indices of nearest documents. The only room that may use Lucene. May import {@code learn};
 * reached only through {@link dev.recsim.learn.vectors.IndexBuilder}.
 */
package dev.recsim.index;
