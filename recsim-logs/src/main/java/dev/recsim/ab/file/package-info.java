/**
 * Files of live tests: rows of units and sums of days. Start reading at {@link
 * dev.recsim.ab.file.RowLog}.
 */
package dev.recsim.ab.file;
