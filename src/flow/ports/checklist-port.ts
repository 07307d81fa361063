import type { Checklist } from '../../model/checklist.ts'

/** Every checklist that anything was judged by, for ever: one a scope, id and revision. A scope is whose words they are; nobody's name takes another's away. */
export type ChecklistStore = {
  /** Keeps a checklist where none is kept under its scope, id and revision; gives the digest of the one that is kept there now. */
  readonly keep: (kept: { readonly scope: string; readonly checklist: Checklist; readonly at: number }) => Promise<string>
  /** The digest of the one that is kept there; null where none is. */
  readonly digestOf: (scope: string, checklist: Pick<Checklist, 'id' | 'revision'>) => Promise<string | null>
  readonly byDigest: (digest: string) => Promise<Checklist | null>
}
