/** The documents that a server knows. */
package dev.recsim.serve.catalogue;
