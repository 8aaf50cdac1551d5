/** Files of rows and JSON Lines: records, their fields, and typed values with their places. */
package dev.recsim.io.text;
