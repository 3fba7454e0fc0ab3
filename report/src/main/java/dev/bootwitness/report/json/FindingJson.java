package dev.bootwitness.report.json;

import dev.bootwitness.diagnosis.catalogue.CauseDocs;
import dev.bootwitness.record.Finding;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** A finding as programs get it. Every key is always present; unknown values are null. */
public final class FindingJson {

  private FindingJson() {}

  /** The keys and values of one JSON object, in order; the page of its cause is of {@code docs}. */
  public static Map<String, @Nullable Object> of(Finding finding, CauseDocs docs) {
    Map<String, @Nullable Object> map = new LinkedHashMap<>();
    map.put("cause", finding.cause());
    map.put("title", finding.title());
    map.put("detail", finding.detail());
    map.put("subject", finding.subject());
    map.put("channel", finding.channel());
    map.put("line", finding.line());
    map.put("offset", finding.offset());
    map.put("at", finding.at());
    map.put("quote", finding.quote());
    map.put("advice", finding.advice());
    map.put("fault", finding.fault() == null ? null : finding.fault().id());
    map.put("docsUrl", docs.page(finding.cause()).orElse(null));
    return map;
  }
}
