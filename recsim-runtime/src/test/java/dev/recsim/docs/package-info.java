/**
 * Holds the pages of {@code docs} against the code: tables of options, lists of types, examples,
 * links and pictures. {@code -Drecsim.docs=write} writes them anew. Start reading at {@code
 * GeneratedTables}.
 */
package dev.recsim.docs;
