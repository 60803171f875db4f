/**
 * What a user deploys: a {@link dev.chainrule.model.Model} holds a trained network with everything
 * that belongs to it (loss, schema, preparation of raw columns, history, provenance), predicts from
 * raw rows, judges itself on a table, and lives in one {@code .safetensors} file that other
 * software can open too.
 */
@NullMarked
package dev.chainrule.model;

import org.jspecify.annotations.NullMarked;
