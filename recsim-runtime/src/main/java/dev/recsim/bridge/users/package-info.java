/** Environments whose users another program simulates. */
package dev.recsim.bridge.users;
