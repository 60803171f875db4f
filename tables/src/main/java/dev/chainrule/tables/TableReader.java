package dev.chainrule.tables;

import dev.chainrule.data.Column;
import dev.chainrule.data.ColumnType;
import dev.chainrule.data.Field;
import dev.chainrule.data.Schema;
import dev.chainrule.data.Table;
import dev.chainrule.data.Task;
import java.io.IOException;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongConsumer;
import java.util.stream.Collectors;

/**
 * Reads a file as a table: CSV, or the idx files of MNIST, packed by gzip or not.
 *
 * {@snippet :
 * LoadedTable titanic =
 *     TableReader.standard()
 *         .withTarget("survived")
 *         .withType("pclass", ColumnType.CATEGORY)
 *         .read(Path.of("titanic.csv"));
 * }
 *
 * <p>The type of a column is inferred from all its cells:
 *
 * <ul>
 *   <li>NUMBER if all are numbers; DATE if all are ISO dates or date-times; BOOLEAN if they are two
 *       words that say yes and no (true/false, yes/no, t/f, y/n). A column with at least 95 %
 *       numbers or dates is meant as such, and other cells in it are errors.
 *   <li>CATEGORY if there are few different texts: at most 10, or at most 1,000 with 5 rows each on
 *       average.
 *   <li>TEXT, which is left out, otherwise, or if all texts differ. Numbers that count the rows,
 *       and whole numbers that all differ in a column named like an identifier, are left out as
 *       well.
 * </ul>
 *
 * The target's labels are classes even if there are 2 rows each; whether numbers are classes or
 * amounts is decided by {@link Task#choose(Column)}. Every note about these decisions is in the
 * {@link LoadedTable}.
 *
 * @param format how CSV is written
 * @param targets the columns to predict; if none is named, the last one
 * @param weight the column that says how much each row counts: numbers of at least 0
 * @param counts whether the targets are counts, 0, 1, 2 …
 * @param ignored columns to leave out
 * @param types columns whose type is known and not to be inferred
 * @param labels the labels of an idx file of images; if empty, they are found by their name beside
 *     the images
 * @param aside a column that says something about the rows, such as to which fold each belongs: it
 *     is read as labels, but is no input
 * @param progress hears, while a CSV file is read, how many of its bytes have been
 */
public record TableReader(
    CsvFormat format,
    List<String> targets,
    Optional<String> weight,
    boolean counts,
    Set<String> ignored,
    Map<String, ColumnType> types,
    Optional<Path> labels,
    Optional<String> aside,
    LongConsumer progress) {

  /** A piece of a file has about so many cells. */
  private static final int PIECE = 1 << 18;

  /** Copies the options. */
  public TableReader {
    targets = List.copyOf(targets);
    ignored = Set.copyOf(ignored);
    types = Map.copyOf(types);
  }

  /** Everything is found out. */
  public static TableReader standard() {
    return new TableReader(
        CsvFormat.standard(),
        List.of(),
        Optional.empty(),
        false,
        Set.of(),
        Map.of(),
        Optional.empty(),
        Optional.empty(),
        _ -> {});
  }

  /** With CSV written in that way. */
  public TableReader withFormat(CsvFormat to) {
    return new TableReader(to, targets, weight, counts, ignored, types, labels, aside, progress);
  }

  /** With that target. */
  public TableReader withTarget(String column) {
    return withTargets(List.of(column));
  }

  /** With those targets. */
  public TableReader withTargets(List<String> columns) {
    return new TableReader(
        format, columns, weight, counts, ignored, types, labels, aside, progress);
  }

  /** With that column of weights, each a number of at least 0. */
  public TableReader withWeight(String column) {
    return new TableReader(
        format, targets, Optional.of(column), counts, ignored, types, labels, aside, progress);
  }

  /** With targets that are counts, 0, 1, 2 …; another cell is an error. */
  public TableReader withCounts() {
    return new TableReader(format, targets, weight, true, ignored, types, labels, aside, progress);
  }

  /** Without those columns. */
  public TableReader withIgnored(Collection<String> columns) {
    return new TableReader(
        format, targets, weight, counts, Set.copyOf(columns), types, labels, aside, progress);
  }

  /** With that type for a column; another cell in it is an error. TEXT leaves the column out. */
  public TableReader withType(String column, ColumnType type) {
    Map<String, ColumnType> all = new HashMap<>(types);
    all.put(column, type);
    return new TableReader(format, targets, weight, counts, ignored, all, labels, aside, progress);
  }

  /** With that file of labels for an idx file of images. */
  public TableReader withLabels(Path file) {
    return new TableReader(
        format, targets, weight, counts, ignored, types, Optional.of(file), aside, progress);
  }

  /** With a column that is read as labels but is no input. */
  public TableReader withAside(String column) {
    return new TableReader(
        format, targets, weight, counts, ignored, types, labels, Optional.of(column), progress);
  }

  /** With someone who hears, while a CSV file is read, how many of its bytes have been. */
  public TableReader withProgress(LongConsumer listener) {
    return new TableReader(
        format, targets, weight, counts, ignored, types, labels, aside, listener);
  }

  /**
   * Reads a file to learn from, and infers its schema.
   *
   * @throws TableException if the file cannot be used: the message names file, line and column, and
   *     says what to do
   */
  public LoadedTable read(Path path) {
    MessageDigest digest = SourceFile.sha256();
    try (SourceFile file = SourceFile.open(path, digest, progress)) {
      if (!IdxFile.isIdx(file.start())) {
        requireNoLabels(path);
        return new Inference(this, path, Optional.empty()).read(file, digest);
      }
    } catch (IOException e) {
      throw SourceFile.unreadable(path, e);
    }
    return readImages(path);
  }

  // ---------------------------------------------------------------- more than memory holds

  /**
   * Reads a CSV file to learn from that may be larger than memory, and infers its schema from all
   * cells. If there are more cells than there is room for, an even sample of the rows stays in
   * memory, of about two million cells and 10,000 rows at least: which rows it is depends on their
   * numbers alone. So memory does not depend on how many rows the file has.
   *
   * @param room for so many cells, of about 20 bytes each in a training; 0 for a sample in any case
   *     <p>Images in idx files are read as a whole.
   * @throws TableException if the file cannot be used, as in {@link #read}
   */
  public LargeCsv readLarge(Path path, long room) {
    return readLarge(path, RowSample.ifBeyond(room));
  }

  LargeCsv readLarge(Path path, RowSample sample) {
    MessageDigest digest = SourceFile.sha256();
    try (SourceFile file = SourceFile.open(path, digest, progress)) {
      if (!IdxFile.isIdx(file.start())) {
        requireNoLabels(path);
        LoadedTable loaded = new Inference(this, path, Optional.of(sample)).read(file, digest);
        return large(path, loaded, sample);
      }
    } catch (IOException e) {
      throw SourceFile.unreadable(path, e);
    }
    return whole(path, readImages(path));
  }

  /**
   * Reads the columns that a schema names as {@link #readFor} does, and passes them on in pieces of
   * neighbouring rows, so that memory does not depend on how many rows there are.
   *
   * @return the SHA-256 of the file, as {@link LoadedTable} has it
   * @throws TableException as {@link #readFor}; pieces before the trouble have been passed on then
   */
  public String readPieces(Schema schema, Path path, Consumer<Table> piece) {
    MessageDigest digest = SourceFile.sha256();
    try (SourceFile file = SourceFile.open(path, digest, progress)) {
      if (!IdxFile.isIdx(file.start())) {
        SchemaReader.inPieces(this, schema, path, PIECE, piece).read(file);
        file.drain();
        return SourceFile.hex(digest);
      }
    } catch (IOException e) {
      throw SourceFile.unreadable(path, e);
    }
    LoadedTable images = readMore(schema, path);
    piece.accept(images.table());
    return images.sha256();
  }

  // ---------------------------------------------------------------- columns that are known

  /**
   * Reads the columns that a schema names, as they are typed there: all inputs, and the target if
   * it is there. Other columns are not looked at.
   *
   * @throws TableException if the file cannot be used; if inputs are missing, the message names all
   *     of them
   */
  public Table readFor(Schema schema, Path path) {
    return readMore(schema, path).table();
  }

  /**
   * {@link #readFor} with the hash of the file: for more rows to learn from.
   *
   * @throws TableException as {@link #readFor}
   */
  public LoadedTable readMore(Schema schema, Path path) {
    MessageDigest digest = SourceFile.sha256();
    try (SourceFile file = SourceFile.open(path, digest, progress)) {
      if (!IdxFile.isIdx(file.start())) {
        List<Table> whole = new ArrayList<>();
        SchemaReader.inPieces(this, schema, path, Long.MAX_VALUE, whole::add).read(file);
        return new LoadedTable(whole.getFirst(), schema, SourceFile.hex(digest), List.of());
      }
    } catch (IOException e) {
      throw SourceFile.unreadable(path, e);
    }
    List<Column> columns = new ArrayList<>(List.of(IdxFile.images(path, digest)));
    labelsOf(path).ifPresent(l -> columns.add(labels(path, l, columns.getFirst(), digest)));
    SchemaReader.requireInputs(schema, path, columns.stream().map(Column::name).toList());
    return new LoadedTable(
        new Table(path.toString(), columns), schema, SourceFile.hex(digest), List.of());
  }

  /**
   * {@link #readMore} of a CSV file that may be larger than memory: if there are more cells than
   * there is room for, a sample of the rows stays in memory as with {@link #readLarge}.
   *
   * @param room for so many cells, of about 20 bytes each in a training; 0 for a sample in any case
   * @throws TableException as {@link #readFor}
   */
  public LargeCsv readMoreLarge(Schema schema, Path path, long room) {
    return readMoreLarge(schema, path, RowSample.ifBeyond(room));
  }

  LargeCsv readMoreLarge(Schema schema, Path path, RowSample sample) {
    MessageDigest digest = SourceFile.sha256();
    try (SourceFile file = SourceFile.open(path, digest, progress)) {
      if (!IdxFile.isIdx(file.start())) {
        List<Table> held = new ArrayList<>();
        SchemaReader.sampling(this, schema, path, sample, held::add).read(file);
        file.drain();
        LoadedTable loaded =
            new LoadedTable(held.getFirst(), schema, SourceFile.hex(digest), List.of());
        return large(path, loaded, sample);
      }
    } catch (IOException e) {
      throw SourceFile.unreadable(path, e);
    }
    return whole(path, readMore(schema, path));
  }

  /** Of a CSV file, the rows that are held. */
  private LargeCsv large(Path path, LoadedTable loaded, RowSample sample) {
    TableReader again = withProgress(_ -> {}); // who reads once more tells of rows
    return new LargeCsv(again, path, loaded, sample.numbers(), sample.rows());
  }

  /** Of images, all. */
  private LargeCsv whole(Path path, LoadedTable images) {
    return new LargeCsv(this, path, images, images.table().allRows(), images.table().rows());
  }

  private void requireNoLabels(Path path) {
    if (labels.isPresent()) {
      throw TableException.at(
          path,
          "labels in a file of their own belong to images in an idx file, which this is not.");
    }
  }

  // ---------------------------------------------------------------- images

  private LoadedTable readImages(Path path) {
    if (aside.isPresent()) {
      throw TableException.at(
          path,
          "there is no column %s in a file of images.".formatted(Messages.quote(aside.get())));
    }
    MessageDigest digest = SourceFile.sha256();
    for (String target : targets) {
      if (!target.equals(IdxFile.LABEL)) {
        throw TableException.at(
            path,
            "there is no column %s to predict; the target of images is '%s'."
                .formatted(Messages.quote(target), IdxFile.LABEL));
      }
    }
    if (weight.isPresent()) {
      throw TableException.at(path, "images carry no weights: leave the column of weights out.");
    }
    Column images = IdxFile.images(path, digest);
    Path beside =
        labelsOf(path)
            .orElseThrow(() ->
                TableException.at(
                    path,
                    "the labels of these images were not found beside them; expected a file named like 'train-labels-idx1-ubyte' beside"
                        + " 'train-images-idx3-ubyte'. Name the file of labels."));
    Column.Labels labels = labels(path, beside, images, digest);
    if (labels.labels().size() < 2) {
      throw TableException.at(
          beside, "all labels are " + labels.labels() + ": there is nothing to learn.");
    }
    Schema schema =
        new Schema(
            List.of(
                Field.input(IdxFile.IMAGE, ColumnType.PIXELS),
                Field.target(IdxFile.LABEL, ColumnType.CATEGORY)));
    return new LoadedTable(
        new Table(path.toString(), List.of(images, labels)),
        schema,
        SourceFile.hex(digest),
        List.of("the labels are read from " + beside));
  }

  private Optional<Path> labelsOf(Path images) {
    return labels.or(() -> IdxFile.labelsBeside(images));
  }

  private static Column.Labels labels(Path images, Path path, Column pixels, MessageDigest digest) {
    Column.Labels labels = IdxFile.labels(path, digest);
    if (labels.rows() != pixels.rows()) {
      throw TableException.at(
          path,
          Messages.format(
              "there are %,d labels for the %,d images of %s.",
              labels.rows(), pixels.rows(), images));
    }
    return labels;
  }

  static String quoted(Collection<String> names) {
    return names.stream().limit(40).map(Messages::quote).collect(Collectors.joining(", "))
        + (names.size() > 40 ? ", …" : "");
  }
}
