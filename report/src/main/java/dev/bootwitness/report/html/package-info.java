/**
 * {@code report.html}: a run in one file for a browser, without network.
 *
 * <p>The templates are in {@code src/main/jte}; jte escapes values according to their place in
 * HTML. Everything of unknown origin passes {@code TerminalText} first, and the page's
 * Content-Security-Policy allows the scripts and styles of this package by their hashes and nothing
 * else.
 */
@NullMarked
package dev.bootwitness.report.html;

import org.jspecify.annotations.NullMarked;
