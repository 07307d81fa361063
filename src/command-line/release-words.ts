import type { ReleaseScope } from '../model/release.ts'

/** `course`: its id, null for the only one that runs. `hold` holds grades instead of showing them. */
export type ReleaseOptions = { readonly course: string | null; readonly scope: ReleaseScope; readonly hold: boolean; readonly preview: boolean; readonly reason: string }

/** The words behind the options that `release` takes; undefined where one was not given. */
export type ReleaseWords = Readonly<Partial<Record<'course' | 'section' | 'student' | 'reason', string>>> & { readonly class: boolean; readonly hold: boolean; readonly preview: boolean }

const LONGEST_REASON = 2000

/** What `release` is to do by its words, or what was expected of them, in a sentence. */
export function readReleaseWords(rest: readonly string[], { course, section, student, reason, class: whole, hold, preview }: ReleaseWords): ReleaseOptions | string {
  const empty = Object.entries({ course, section, student, reason }).find(([, word]) => word?.trim() === '')
  if (rest.length > 0) return `release takes nothing but options; found "${rest.join(' ')}"`
  if (empty !== undefined) return `--${empty[0]} of release takes a word behind it; found nothing`
  const scopes: readonly ReleaseScope[] = [...(whole ? [{ kind: 'class' } as const] : []), ...(section === undefined ? [] : [{ kind: 'section', section } as const]), ...(student === undefined ? [] : [{ kind: 'student', key: student.trim().toLowerCase() } as const])]
  const [scope, ...others] = scopes
  if (scope === undefined || others.length > 0) return `release takes one of --class, --section NAME and --student KEY, for example: capstone-coach release --class --preview; found ${scope === undefined ? 'none' : 'several'}`
  if (reason !== undefined && reason.length > LONGEST_REASON) return `--reason of release takes ${LONGEST_REASON} characters at most; found ${reason.length}`
  return { course: course ?? null, scope, hold, preview, reason: reason ?? '' }
}
