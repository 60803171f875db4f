/**
 * Reads files into typed columns, and finds out by itself what the columns are.
 *
 * <p>{@link dev.chainrule.tables.TableReader} is the way in. It reads CSV (comma, semicolon, tab or
 * bar; quotes; a byte order mark; gzip) and the idx files of MNIST in one pass. {@code read} infers
 * a {@link dev.chainrule.data.Schema} from the whole file for training; {@code readFor} reads the
 * columns that a trained model's schema names. Whatever is wrong with a file ends in one {@link
 * dev.chainrule.tables.TableException}, which names the file, the line and the column, says what
 * was expected and what to do. {@link dev.chainrule.tables.CsvOutput} writes CSV.
 *
 * {@snippet :
 * LoadedTable penguins = TableReader.standard().withTarget("species").read(Path.of("penguins.csv"));
 * penguins.schema().inputs(); // island, bill_length_mm, …
 * penguins.notes(); // what was left out, and why
 * }
 */
@NullMarked
package dev.chainrule.tables;

import org.jspecify.annotations.NullMarked;
