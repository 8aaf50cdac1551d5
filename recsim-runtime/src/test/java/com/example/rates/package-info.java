/** The model of the page {@code docs/write-a-fit-model.md}. */
package com.example.rates;
