/**
 * Local files and folders: AWS CLI JSON and weir snapshots in, our own files out.
 *
 * <p>An adapter: uses core, is wired by {@code cli} only. Nothing that a file holds is trusted, and what cannot be read is a
 * {@link dev.weir.inventory.Problem}, never an exception.
 *
 * <pre>
 * any file                 FileBytes FileFailure SourceFile SourceWalk PipeCopy OutputFile DatedFiles
 * inventories              InventoryFiles InventorySeries SnapshotFile AccountList StateFolder
 * flow logs and profiles   FlowFiles FlowFile ProfileFile UnfinishedProfile
 * what people wrote        YamlSection PolicyFile RangesFile SuppressionFile AnswersFile
 * what weir keeps          FindingsFile JournalFolder JournalFile JournalLock LedgerFile
 * </pre>
 */
@NullMarked
package dev.weir.files;

import org.jspecify.annotations.NullMarked;
