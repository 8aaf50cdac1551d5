/**
 * Logs in Parquet files, by DuckDB, which no other module of recsim uses. Found through {@link
 * dev.recsim.logs.text.ParquetFiles}. Start reading at {@link dev.recsim.duckdb.DuckDbFiles}.
 */
package dev.recsim.duckdb;
