import type { WhoseRepositories } from '../flow/people/repositories-named.ts'
import type { DisputesWord } from '../flow/grades/rejudging.ts'

/** What `rejudge` is to do: list the re-judgings, begin one, show what one changes, apply or undo it (`id`, or `last` for the newest). `course`: its id, null for the only one that runs. */
export type RejudgeOptions = { readonly course: string | null; readonly format: 'text' | 'json' } & (
  | { readonly kind: 'list' }
  | { readonly kind: 'begin'; readonly whose: WhoseRepositories; readonly reason: string }
  | { readonly kind: 'show'; readonly id: string }
  | { readonly kind: 'apply'; readonly id: string; readonly reason: string; readonly disputes: DisputesWord | null }
  | { readonly kind: 'undo'; readonly id: string; readonly reason: string }
)

/** The words behind the options that `rejudge` takes; undefined where one was not given. */
export type RejudgeWords = Readonly<Partial<Record<'course' | 'section' | 'student' | 'reason' | 'disputes', string>>> & { readonly format: string; readonly all: boolean; readonly apply: boolean; readonly undo: boolean }

const LONGEST_REASON = 2_000

/** What `rejudge` is to do by its words, or what was expected of them, in a sentence. */
export function readRejudgeWords([id, ...more]: readonly string[], words: RejudgeWords): RejudgeOptions | string {
  const { course = null, section, student, reason = '', disputes, format, all, apply, undo } = words
  if (more.length > 0) return `rejudge takes one id of a re-judging; found more: ${more.join(' ')}`
  if (format !== 'text' && format !== 'json') return `--format of rejudge is text or json; found "${format}"`
  const empty = (['course', 'section', 'student', 'reason', 'disputes'] as const).find((name) => words[name]?.trim() === '')
  if (id === '' || empty !== undefined) return `${id === '' ? 'the id' : `--${empty ?? ''}`} of rejudge takes a word; found nothing`
  if (reason.length > LONGEST_REASON) return `--reason takes at most ${LONGEST_REASON} characters; found ${reason.length}`
  const chosen = [all, section !== undefined, student !== undefined].filter(Boolean).length
  const base = { course, format: format === 'json' ? 'json' : 'text' } as const
  if (id === undefined) {
    if (apply || undo || disputes !== undefined) return '--apply, --undo and --disputes take the id of a re-judging: capstone-coach rejudge ID --apply --reason TEXT'
    if (chosen > 1) return 'rejudge takes one of --all, --section NAME and --student WHO'
    if (chosen === 0) return reason === '' ? { ...base, kind: 'list' } : '--reason says why something is judged again: it goes with --all, --section NAME or --student WHO'
    if (all) return { ...base, kind: 'begin', whose: { kind: 'all' }, reason }
    if (section !== undefined) return { ...base, kind: 'begin', whose: { kind: 'section', section }, reason }
    return { ...base, kind: 'begin', whose: { kind: 'named', words: (student ?? '').split(',').map((one) => one.trim()).filter((one) => one !== '') }, reason }
  }
  if (chosen > 0) return '--all, --section and --student begin a re-judging; they go with no id'
  if (apply && undo) return 'rejudge takes --apply or --undo, not both'
  if (!apply && disputes !== undefined) return '--disputes goes with --apply'
  if (!apply && !undo) return reason === '' ? { ...base, kind: 'show', id } : '--reason goes with --apply or --undo'
  if (reason === '') return `${apply ? '--apply' : '--undo'} needs --reason TEXT: it stands in the audit`
  if (undo) return { ...base, kind: 'undo', id, reason }
  if (disputes !== undefined && disputes !== 'keep' && disputes !== 'close') return `--disputes is keep or close; found "${disputes}"`
  return { ...base, kind: 'apply', id, reason, disputes: disputes ?? null }
}
