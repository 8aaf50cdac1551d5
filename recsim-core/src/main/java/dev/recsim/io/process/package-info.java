/** Programs that recsim starts, and the processes that descend from them. */
package dev.recsim.io.process;
