/** Files of recorded answers. */
package dev.recsim.bridge.users.file;
