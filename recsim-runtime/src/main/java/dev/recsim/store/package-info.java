/**
 * The files of a run: trials, saved networks, session logs and the lock. May import {@code trial},
 * {@code api} and {@code io}.
 */
package dev.recsim.store;
