package dev.bootwitness.report.html;

/** A name with its value, both safe to show. */
public record Fact(String name, String value) {}
