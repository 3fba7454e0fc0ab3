package dev.bootwitness.reference;

import java.io.IOException;

/** One generated page. */
interface ReferencePage {

  /** Its name in {@code docs/reference}. */
  String file();

  /** The page as it should stand there. */
  String markdown() throws IOException;
}
