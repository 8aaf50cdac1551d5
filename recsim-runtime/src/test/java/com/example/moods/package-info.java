/** The environment of the page {@code docs/write-an-environment.md}. */
package com.example.moods;
