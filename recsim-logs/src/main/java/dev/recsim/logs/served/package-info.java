/** Reads logs of served decisions: joins outcomes to decisions, and decisions to sessions. */
package dev.recsim.logs.served;
