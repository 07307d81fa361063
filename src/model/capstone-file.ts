import type { DeclaredItem } from './checklist.ts'

/** Where a student's own file stands, from the repository's root. */
export const CAPSTONE_FILE = '.capstone.yml'

/** An item of the student's own, with its weight among the student's own items (above 0, at most 1). */
export type OwnItem = { readonly declared: DeclaredItem; readonly weight: number }

/** What a student's `.capstone.yml` says, as far as it could be read. It points and adds; it changes nothing that the course asks. */
export type CapstoneFile = {
  readonly project: { readonly folder: string; readonly line: number } | null
  readonly service: { readonly name: string; readonly line: number } | null
  readonly items: readonly OwnItem[]
}
