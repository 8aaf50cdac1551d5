/** Digests, atomic files and their names, temporary folders and pipes, for several packages. */
package dev.recsim.io;
