/** The documents nearest to a vector, found by a scan or by an index. */
package dev.recsim.learn.nearest;
