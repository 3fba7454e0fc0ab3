package dev.bootwitness.console;

import java.util.List;

/** Forwards what a console does to several listeners, each event to all of them in their order. */
public record ListenerChain(List<ConsoleListener> listeners) implements ConsoleListener {

  public ListenerChain {
    listeners = List.copyOf(listeners);
  }

  /** A chain of these listeners, called in this order. */
  public static ListenerChain of(ConsoleListener... listeners) {
    return new ListenerChain(List.of(listeners));
  }

  @Override
  public void received(byte[] bytes, int length, long offset) {
    listeners.forEach(listener -> listener.received(bytes, length, offset));
  }

  @Override
  public void line(long number, long offset, String text) {
    listeners.forEach(listener -> listener.line(number, offset, text));
  }

  @Override
  public void unfinishedLine(String text) {
    listeners.forEach(listener -> listener.unfinishedLine(text));
  }

  @Override
  public void sent(byte[] bytes) {
    listeners.forEach(listener -> listener.sent(bytes));
  }

  @Override
  public void closed(String reason) {
    listeners.forEach(listener -> listener.closed(reason));
  }
}
