/** What a team declares of a live test, as records. */
package dev.recsim.live.options;
