/** What is decided of one repository: `of` is `owner/name`, or a student who works on it alone. `course`: its id, null for the only one that runs. */
export type DecideOptions = { readonly course: string | null; readonly of: string; readonly reason: string; readonly preview: boolean } & (
  | { readonly kind: 'set'; readonly subject: string; readonly outcome: string }
  | { readonly kind: 'clear' | 'excuse' | 'close'; readonly subject: string }
  | { readonly kind: 'extend'; readonly until: string }
)

export type TokenOptions = { readonly course: string | null } & (
  | { readonly kind: 'create'; readonly name: string; readonly role: string; readonly days: number | null }
  | { readonly kind: 'list' }
  | { readonly kind: 'revoke'; readonly id: string }
)

type DecideWords = { readonly course?: string | undefined; readonly reason?: string | undefined; readonly preview: boolean }
type TokenWords = Readonly<Partial<Record<'course' | 'role' | 'name' | 'days', string>>>

const EXAMPLE = 'capstone-coach decide set octo-org/churn health present --reason "Shown in the lab"'

/** What `decide` is to decide by its words, or what was expected of them, in a sentence. */
export function readDecideWords([kind = '', of = '', ...about]: readonly string[], { course, reason, preview }: DecideWords): DecideOptions | string {
  if (kind !== 'set' && kind !== 'clear' && kind !== 'excuse' && kind !== 'extend' && kind !== 'close') return `decide takes set, clear, excuse, extend or close first; found ${kind === '' ? 'nothing' : `"${kind}"`}, for example: ${EXAMPLE}`
  if (of === '') return `decide ${kind} needs a repository as owner/name, or a student, for example: ${EXAMPLE}`
  if (course === '') return '--course of decide takes the id of a course, for example mlops-2026; found nothing'
  if (reason === undefined || reason.trim() === '') return `decide ${kind} needs --reason and why, in quotes: it is kept with the decision`
  const base = { course: course ?? null, of, reason, preview }
  if (kind === 'extend') return about.length === 0 ? 'decide extend needs a day after the repository, for example 2026-12-20' : { ...base, kind, until: about.join(' ') }
  if (kind !== 'set') return about.length === 0 ? `decide ${kind} needs an item, a criterion or a step after the repository, for example health` : { ...base, kind, subject: about.join(' ') }
  const outcome = about.at(-1)
  return about.length < 2 || outcome === undefined ? 'decide set needs an item, a criterion or a step after the repository, and then an outcome, a share or a level, for example: health-check-works 80%' : { ...base, kind, subject: about.slice(0, -1).join(' '), outcome: outcome.toLowerCase() }
}

/** What `token` is to do by its words, or what was expected of them, in a sentence. */
export function readTokenWords([kind = '', id, ...more]: readonly string[], { course, role, name, days }: TokenWords): TokenOptions | string {
  if (course === '') return '--course of token takes the id of a course, for example mlops-2026; found nothing'
  const base = { course: course ?? null }
  if (kind === 'list') return id === undefined ? { ...base, kind } : `token list takes nothing but --course; found "${id}"`
  if (kind === 'revoke') return id === undefined || more.length > 0 ? 'token revoke needs the id of one token, as token list shows it' : { ...base, kind, id }
  if (kind !== 'create') return `token takes create, list or revoke; found ${kind === '' ? 'nothing' : `"${kind}"`}`
  if (id !== undefined) return `token create takes nothing but options; found "${id}"`
  if (name === undefined || role === undefined) return 'token create needs --name and --role, for example: capstone-coach token create --name grade-sync --role reader'
  if (days !== undefined && !/^\d{1,3}$/.test(days)) return `--days takes a number of days; found "${days}"`
  return { ...base, kind, name, role, days: days === undefined ? null : Number(days) }
}
