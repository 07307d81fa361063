import type { Extracted } from '../../facts/file-facts.ts'
import type { RepositoryInput } from '../../facts/repository-facts.ts'
import type { JudgedBy } from '../../model/checklist.ts'
import type { Reading as CommitReading } from '../../model/reading.ts'
import type { Gap, Snapshot, TreeEntry } from '../../model/repository.ts'

/** What reading one entry gave: its bytes, or why there are none. */
export type Reading = { readonly entry: TreeEntry; readonly bytes: Uint8Array } | { readonly entry: TreeEntry; readonly gap: Gap }

/** Reads one repository at one commit. Implementations: a git repository or a work tree on disk, and GitHub. */
export type RepositoryReader = {
  readonly snapshot: Snapshot
  /** Gives the entries back with what their list does not say: on disk the SHA of their content, since it takes reading; on GitHub their size, where git alone listed them. What cannot be had stays empty, or null. */
  readonly identify: (entries: readonly TreeEntry[]) => Promise<readonly TreeEntry[]>
  /** Yields every asked entry once, in any order: its bytes, or the gap that says why there are none. */
  readonly read: (entries: readonly TreeEntry[]) => AsyncIterable<Reading>
  readonly close: () => Promise<void>
}

/** What is wrong and where, and what to do about it. */
export type Refusal = { readonly reason: string; readonly hint: string }

/** A repository that was opened for reading, or why it was not. */
export type Opened = { readonly ok: true; readonly reader: RepositoryReader } | ({ readonly ok: false } & Refusal)

/** Where git fetches a commit's tree: `https://HOST/OWNER/NAME.git`, with a token unless anyone may read it, until the signal aborts. */
export type TreeSource = { readonly url: string; readonly token: string | null; readonly commit: string; readonly signal: AbortSignal }

/** Why git brought no tree: there is no git program, a limit (`of`: the folders as they are packed, or the list of their files), the server's refusal, the end of reading, or anything else. */
export type CloneTrouble =
  | { readonly kind: 'no-git' | 'failed' | 'closed' }
  | { readonly kind: 'time'; readonly seconds: number }
  | { readonly kind: 'size'; readonly of: 'folders' | 'list'; readonly bytes: number }
  | { readonly kind: 'entries'; readonly most: number }
  | { readonly kind: 'refused'; readonly status: number }

export type ClonedTree = { readonly ok: true; readonly tree: readonly TreeEntry[] } | { readonly ok: false; readonly trouble: CloneTrouble }

/** Fetches the folders of a commit and none of its files, within limits of time, disk and number; gives every entry, without its size. Nothing of it stays. Never rejects. */
export type CloneTree = (source: TreeSource) => Promise<ClonedTree>

/** Turns one blob into facts, away from the event loop, within limits of time and size. Never rejects: a reader that was ended is a gap. */
export type ExtractPort = {
  readonly extract: (path: string, bytes: Uint8Array) => Promise<Extracted | { readonly gap: Gap }>
  /** Begins another repository: the time that the last one's files lost does not count against it. */
  readonly nextRepository: () => void
  readonly close: () => Promise<void>
}

/** Facts kept by blob SHA and extractor revision, so that what a file says is computed once for everybody. */
export type FactStore = {
  readonly get: (keys: readonly string[]) => Promise<ReadonlyMap<string, Extracted>>
  readonly put: (key: string, facts: Extracted) => Promise<void>
}

/** What one repository's files came to; `hasPython` is whether it holds Python of its own. */
export type Judgement = { readonly reading: CommitReading; readonly hasPython: boolean }

/** Judges what was collected of a repository; the same input gives the same judgement on whichever thread. Rejects where that failed or was ended: no verdict, and no fault of the repository's. */
export type Judge = {
  /** By what a course asks; null: by what the App asks where no course says otherwise. */
  readonly judge: (input: RepositoryInput, by?: JudgedBy | null) => Promise<Judgement>
  /** Ends what is judged just now. */
  readonly close: () => Promise<void>
}
