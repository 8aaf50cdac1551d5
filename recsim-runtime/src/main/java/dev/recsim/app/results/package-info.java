/** What a report is made from: results, and digests of them. */
package dev.recsim.app.results;
