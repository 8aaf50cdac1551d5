/**
 * What a run leaves on disk: trial files, saved networks, provenance, and the lock. The only room
 * that writes files. May import {@code trial} and {@code api}.
 */
package dev.recsim.store;
