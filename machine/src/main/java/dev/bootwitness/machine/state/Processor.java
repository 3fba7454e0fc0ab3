package dev.bootwitness.machine.state;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One virtual processor at one moment.
 *
 * @param index its number, from 0
 * @param address where it executes, in hexadecimal as QEMU prints it
 * @param halted whether it waits for an interrupt (HLT); KVM does not know, and reports no
 * @param userMode whether it runs a program, not the kernel
 */
public record Processor(int index, String address, boolean halted, boolean userMode) {

  private static final Pattern START = Pattern.compile("CPU#([0-9]{1,4})");
  private static final Pattern ADDRESS = Pattern.compile("\\b[RE]IP=([0-9a-fA-F]{8,16})\\b");
  private static final Pattern PC = Pattern.compile("\\bPC=([0-9a-fA-F]{8,16})\\b");
  private static final Pattern RING = Pattern.compile("\\bCPL=([0-3])\\b");
  private static final Pattern HALTED = Pattern.compile("\\bHLT=([01])\\b");

  /** Reads what the monitor's {@code info registers -a} prints (QEMU: target/i386/cpu-dump.c). */
  public static List<Processor> of(String registers) {
    List<Processor> processors = new ArrayList<>();
    Matcher start = START.matcher(registers);
    List<Integer> at = new ArrayList<>();
    while (start.find()) {
      at.add(start.start());
    }
    for (int i = 0; i < at.size(); i++) {
      int end = i + 1 < at.size() ? at.get(i + 1) : registers.length();
      String text = registers.substring(at.get(i), end);
      String address = first(ADDRESS, text);
      processors.add(
          new Processor(
              Integer.parseInt(first(START, text)),
              (address.isEmpty() ? first(PC, text) : address).toLowerCase(Locale.ROOT),
              first(HALTED, text).equals("1"),
              first(RING, text).equals("3")));
    }
    return List.copyOf(processors);
  }

  /**
   * Whether it is in a kernel: firmware and loaders stay in the lower half of the address space,
   * 64-bit kernels are in the upper half (Linux: Documentation/arch/x86/x86_64/mm.rst).
   */
  public boolean inKernel() {
    return !userMode && address.length() == 16 && address.startsWith("ffff");
  }

  private static String first(Pattern pattern, String text) {
    Matcher found = pattern.matcher(text);
    return found.find() ? String.valueOf(found.group(1)) : "";
  }
}
