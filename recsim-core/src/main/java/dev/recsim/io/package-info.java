/**
 * Digests, atomic files and their names, temporary folders and connections between processes, for
 * several packages.
 */
package dev.recsim.io;
