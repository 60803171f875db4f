package dev.chainrule.cli.report;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times as people read them, the same in every place and locale. */
final class Dates {

  private Dates() {}

  /** A time to the minute: {@code 3 May 2026, 14:05 UTC}. */
  static String minute(Instant time) {
    return DateTimeFormatter.ofPattern("d MMMM uuuu, HH:mm 'UTC'", Locale.ROOT)
        .withLocale(Locale.UK)
        .format(time.atOffset(ZoneOffset.UTC));
  }
}
