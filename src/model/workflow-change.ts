/**
 * What a commit changes of a workflow of the course, told against the default branch (on that branch, against what was judged of it before). `blobBefore` and
 * `blobAfter` are the blob SHAs of the file at `path`, null where it is gone. `callBefore` and `callAfter` are what it calls (`owner/name/path@ref`), where the course's
 * workflow is a called one; `callAfter` is null where nothing of that name is called any more.
 */
export type WorkflowChange = {
  readonly path: string
  readonly blobBefore: string
  readonly blobAfter: string | null
  readonly callBefore: string | null
  readonly callAfter: string | null
}
