/** The records of a served log, what writes them as lines of JSON, and what reads these. */
package dev.recsim.served;
