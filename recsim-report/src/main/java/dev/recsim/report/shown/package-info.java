/** What agents show: the sections of a report about replayed evaluation sessions. */
package dev.recsim.report.shown;
