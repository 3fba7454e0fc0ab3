package dev.bootwitness.reference;

import java.io.IOException;

/** One generated page. */
interface ReferencePage {

  /** Its name in {@code docs/reference}. */
  String file();

  /** The required content of the page. */
  String markdown() throws IOException;
}
