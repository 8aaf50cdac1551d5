/**
 * Indices of nearest documents. The only room that may use Lucene. May import {@code vectors};
 * reached only through {@link dev.recsim.vectors.IndexBuilder}.
 */
package dev.recsim.index;
