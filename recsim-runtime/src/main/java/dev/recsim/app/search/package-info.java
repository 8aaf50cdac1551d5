/** Plays the search of an experiment. Start reading at {@link dev.recsim.app.search.SearchRun}. */
package dev.recsim.app.search;
