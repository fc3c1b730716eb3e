/**
 * What the editor has open: workspace folders as projects, documents as buffers over the disk.
 *
 * <p>In: edits, file events, settings. Out: immutable states ({@link
 * dev.taipan.server.workspace.Workspace}). Must not know: protocol messages.
 */
@NullMarked
package dev.taipan.server.workspace;

import org.jspecify.annotations.NullMarked;
