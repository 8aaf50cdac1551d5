/** Digests, atomic files, temporary folders and pipes: what several packages need of the system. */
package dev.recsim.io;
