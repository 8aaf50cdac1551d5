/** Rows of the messages of environments in processes. */
package dev.recsim.bridge.users.row;
