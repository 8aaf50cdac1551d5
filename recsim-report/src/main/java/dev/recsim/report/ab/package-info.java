/** The page, the lines and the JSON about a live test. */
package dev.recsim.report.ab;
