import { readSubject, type Nameable } from '../../grade/name-subject.ts'
import { nearSubjects, subjectMissing, unknownSubject } from '../../report/answers/not-answered.ts'
import type { KnownCommand, Scene } from './command-parts.ts'

/** What a command names first, with what stands behind it; or the answer that helps to name it. */
export type About = { readonly ok: true; readonly one: Nameable; readonly rest: string } | { readonly ok: false; readonly text: string }

/** Reads what a command is about; `kinds` where only some kinds of things can be, `text` whether what stands behind it may be said again. */
export function aboutOf({ name, rest }: Pick<KnownCommand, 'name' | 'rest'>, { all }: Pick<Scene, 'all'>, text: 'shown' | 'kept', ...kinds: readonly Nameable['subject']['kind'][]): About {
  const possible = kinds.length === 0 ? all : all.filter(({ subject }) => kinds.includes(subject.kind))
  const named = readSubject(rest, possible)
  switch (named.kind) {
    case 'found': return { ok: true, one: named.one, rest: named.rest }
    case 'near': return { ok: false, text: nearSubjects(text === 'shown' ? named.written : null, named.near) }
    case 'unknown': return { ok: false, text: unknownSubject(text === 'shown' ? named.written : null, possible) }
    case 'none': return { ok: false, text: subjectMissing(name) }
  }
}
