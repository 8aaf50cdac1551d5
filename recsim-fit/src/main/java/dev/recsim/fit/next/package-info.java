/**
 * The next document of a user, from the documents before it. Start reading at {@link
 * dev.recsim.fit.next.NextFit}.
 */
package dev.recsim.fit.next;
