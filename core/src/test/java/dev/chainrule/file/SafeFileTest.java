package dev.chainrule.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SafeFileTest {

  @TempDir Path folder;

  private static SafeFile.Content text(String text) {
    return out -> out.write(text.getBytes(StandardCharsets.UTF_8));
  }

  private List<String> names() throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(file -> file.getFileName().toString()).sorted().toList();
    }
  }

  @Test
  void writesANewFileAndNothingElse() throws IOException {
    SafeFile.write(folder.resolve("a.txt"), text("hello"));
    assertThat(folder.resolve("a.txt")).hasContent("hello");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void replacesAFile() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "a longer old content");
    SafeFile.write(file, text("new"));
    assertThat(file).hasContent("new");
  }

  @Test
  void namesThePlaceAlsoWhenTheContentWrapsItsFailure() throws IOException {
    Path file = folder.resolve("a.txt");
    assertThatThrownBy(() ->
            SafeFile.write(
                file,
                out -> {
                  throw new UncheckedIOException(new IOException("No space left on device"));
                }))
        .hasMessageStartingWith(file + ": cannot be written: the disk is full");
    assertThat(names()).isEmpty();
  }

  @Test
  void leavesTheOldContentAndNoTraceWhenTheContentFails() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    assertThatThrownBy(() ->
            SafeFile.write(
                file,
                out -> {
                  out.write(new byte[1 << 20]);
                  throw new IOException("No space left on device");
                }))
        .isInstanceOf(UncheckedIOException.class)
        .hasMessage(
            file
                + ": cannot be written: the disk is full; free some space or choose another folder");
    assertThat(file).hasContent("old");
    assertThat(names()).containsExactly("a.txt");
  }

  @Test
  void leavesNoTraceWhenTheContentThrowsAnythingElse() throws IOException {
    Path file = folder.resolve("a.txt");
    assertThatThrownBy(() ->
            SafeFile.write(
                file,
                out -> {
                  throw new IllegalStateException("bad");
                }))
        .isInstanceOf(IllegalStateException.class);
    assertThat(names()).isEmpty();
  }

  @Test
  void saysThatAFolderIsMissing() {
    Path file = folder.resolve("nowhere").resolve("a.txt");
    assertThatThrownBy(() -> SafeFile.write(file, text("")))
        .hasMessage(
            "%s: cannot be written: the folder '%s' does not exist; create it first"
                .formatted(file, folder.resolve("nowhere")));
  }

  @Test
  void saysThatItsPlaceIsAFolder() {
    assertThatThrownBy(() -> SafeFile.write(folder, text("")))
        .hasMessage(folder + ": cannot be written: it is a folder; name a file in it");
  }

  @Test
  void saysThatPermissionIsDenied() throws IOException {
    Path locked = Files.createDirectory(folder.resolve("locked"));
    Files.setPosixFilePermissions(locked, PosixFilePermissions.fromString("r-xr-xr-x"));
    assumeTrue(!Files.isWritable(locked), "this user may write everywhere");
    assertThatThrownBy(() -> SafeFile.write(locked.resolve("a.txt"), text("")))
        .hasMessageContaining("cannot be written: permission denied");
  }

  @Test
  void saysThatTheDiskIsFull() {
    Path full = Path.of("/dev/full");
    assumeTrue(Files.exists(full), "a device that Linux has");
    assertThatThrownBy(() -> SafeFile.write(full, text("a")))
        .hasMessage(
            full
                + ": cannot be written: the disk is full; free some space or choose another folder");
    assertThat(full).exists();
  }

  @Test
  void keepsPermissionsAndLinks() throws IOException {
    Path file = Files.writeString(folder.resolve("a.txt"), "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    SafeFile.write(link, text("new"));
    assertThat(link).isSymbolicLink();
    assertThat(file).hasContent("new");
    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-r-----");
  }

  @Test
  void savesWhatAnInterruptedThreadHas() {
    Path file = folder.resolve("a.txt");
    Thread.currentThread().interrupt();
    SafeFile.write(file, text("kept"));
    assertThat(Thread.interrupted()).isTrue();
    assertThat(file).hasContent("kept");
  }
}
