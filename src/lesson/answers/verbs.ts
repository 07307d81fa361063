import type { Word } from '../../parse/language/sentence.ts'

/** Verbs of short sentences that need no small word, and are rarely a name: `drift detection reads prediction logs`, `pipelines replace manual work`. */
const VERBS = new Set(`read get take give send call start stop feed use need make keep become write tell compare store pin hold point bring launch execute receive serve restart catch block reach stay go come deliver work watch
guarantee collect notify preserve improve replace save record detect ensure prevent help pack host scale trigger warn inform protect reject refuse filter remember register choose select pick decide break behave respond answer route
check build show measure remove reduce let allow enable provide contain carry bundle freeze repeat reproduce retrain degrade decay drop change shift move evolve differ join connect belong pass create generate produce cost rise win fall grow sink matter lead live lie last look taste smell sound`.split(/\s/))

/** Whether a word is a verb that tells of what stands before it: `collects` behind its subject, `change` behind several; the first word and the name of a step (`deploy monitor retrain`) are none. */
export function isVerb({ forms: [written = '', ...bases] }: Word, before: Word | undefined): boolean {
  if (before === undefined) return false
  return written.endsWith('s') ? bases.some((base) => VERBS.has(base)) : (before.forms[0] ?? '').endsWith('s') && VERBS.has(written)
}
