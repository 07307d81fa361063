/** `course`: its id, null for the only one that runs. `whatIf`: an item or criterion that is supposed to be in place; null for the grades as they are. */
export type GradesOptions = { readonly course: string | null; readonly whatIf: string | null; readonly format: 'text' | 'json' }

/** What `grades` is to do by its words, or what was expected of them, in a sentence. */
export function readGradesWords(rest: readonly string[], { course, format, 'what-if': whatIf }: { readonly course?: string | undefined; readonly format: string; readonly 'what-if'?: string | undefined }): GradesOptions | string {
  if (rest.length > 0) return `grades takes nothing but options; found "${rest.join(' ')}"`
  if (course === '') return '--course of grades takes the id of a course, for example mlops-2026; found nothing'
  if (whatIf?.trim() === '') return '--what-if of grades takes an item or a criterion, for example alerts; found nothing'
  return format === 'text' || format === 'json' ? { course: course ?? null, whatIf: whatIf ?? null, format } : `--format of grades is text or json; found "${format}"`
}
