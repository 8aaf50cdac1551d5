/** The counters of the page {@code docs/metrics.md}. */
package com.example.counted;
