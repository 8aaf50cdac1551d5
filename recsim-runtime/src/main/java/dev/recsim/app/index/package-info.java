/** The page over all reports of a folder. Start reading at {@link dev.recsim.app.index.Index}. */
package dev.recsim.app.index;
