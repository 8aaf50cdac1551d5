/** Lines and fields of files, and sets of their hashes. */
package dev.recsim.logs.text;
