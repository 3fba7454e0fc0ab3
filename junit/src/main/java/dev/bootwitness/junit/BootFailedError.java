package dev.bootwitness.junit;

import java.nio.file.Path;

/** The machine did not reach a shell; the message is the verdict. */
public final class BootFailedError extends NoGuestError {

  private static final long serialVersionUID = 1L;

  BootFailedError(String verdict, Path record) {
    super(verdict, record);
  }

  @Override
  String what() {
    return "the boot failed";
  }
}
