/**
 * Indices of nearest documents where the catalogue does not change any more. The only room that may
 * use Lucene. May import {@code learn}; reached only through {@link
 * dev.recsim.learn.vectors.IndexBuilder}.
 */
package dev.recsim.index;
