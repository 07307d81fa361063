import type { KeptGist } from '../../model/gist.ts'

/** The gists of judgements, kept in one transaction with each. Append-only. */
export type GistStore = {
  /** The gist of an assessment, or of a judgement made for the gradebook, by its id; null where none is kept, as of what was judged before gists were. Those of one text may be one object. */
  readonly of: (id: string) => Promise<KeptGist | null>
}
