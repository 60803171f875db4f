package dev.chainrule.tables;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.zip.GZIPOutputStream;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.assertj.core.api.ThrowableAssertAlternative;

/** Files and columns for tests. */
final class Files {

  private Files() {}

  static Path csv(Path folder, String text) {
    return write(folder.resolve("test.csv"), text.getBytes(UTF_8));
  }

  static Path write(Path path, byte[] bytes) {
    try {
      return java.nio.file.Files.write(path, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Path gzip(Path path, byte[] bytes) {
    try (OutputStream out = new GZIPOutputStream(java.nio.file.Files.newOutputStream(path))) {
      out.write(bytes);
      return path;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static String sha256(Path... paths) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      for (Path path : paths) {
        digest.update(java.nio.file.Files.readAllBytes(path));
      }
      return HexFormat.of().formatHex(digest.digest());
    } catch (IOException | NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  static double[] numbers(Table table, String column) {
    return ((Column.Numbers) table.column(column)).values();
  }

  /** Null where missing. */
  static List<String> labels(Table table, String column) {
    Column.Labels labels = (Column.Labels) table.column(column);
    return Arrays.stream(labels.codes())
        .mapToObj(code -> code < 0 ? null : labels.labels().get(code))
        .toList();
  }

  /** Categories as inputs. */
  static Schema schema(String... columns) {
    return new Schema(
        Arrays.stream(columns).map(name -> Field.input(name, ColumnType.CATEGORY)).toList());
  }

  /** Numbers as inputs. */
  static Schema numberSchema(String... columns) {
    return new Schema(
        Arrays.stream(columns).map(name -> Field.input(name, ColumnType.NUMBER)).toList());
  }

  static ThrowableAssertAlternative<TableException> assertRejected(ThrowingCallable call) {
    ThrowableAssertAlternative<TableException> rejected =
        assertThatExceptionOfType(TableException.class).isThrownBy(call);
    return rejected;
  }
}
