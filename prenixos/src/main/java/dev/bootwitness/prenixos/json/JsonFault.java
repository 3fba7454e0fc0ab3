package dev.bootwitness.prenixos.json;

/** Text that is not the JSON it should be; the message says where and what was expected. */
public final class JsonFault extends RuntimeException {

  public JsonFault(String message) {
    super(message);
  }
}
