/** The options that each command takes, besides --help and --version; in the order in which commands are named to people. An option that would be passed over could be the one that keeps something from being written. */
export const OPTIONS_TAKEN = {
  grade: ['api-url', 'at', 'checklist', 'course', 'explain', 'format', 'out', 'picture', 'project', 'quiet', 'runs', 'since', 'strict'],
  runs: ['api-url', 'at', 'course', 'out'],
  checks: ['format'],
  hint: [],
  answer: ['batch', 'component'],
  evidence: ['check', 'format', 'metric', 'out', 'since'],
  probe: ['health', 'metrics'],
  course: ['preview'],
  doctor: [],
  work: [],
  decisions: [],
  decide: ['course', 'preview', 'reason'],
  contributions: ['course', 'format', 'repo', 'student'],
  watch: ['format'],
  roster: ['course', 'preview'],
  student: ['course', 'out', 'preview', 'reason'],
  grades: ['course', 'format', 'what-if'],
  release: ['class', 'course', 'hold', 'preview', 'reason', 'section', 'student'],
  export: ['assignment', 'bom', 'course', 'feedback-column', 'fill', 'format', 'grade-column', 'identity', 'out', 'title'],
  rejudge: ['all', 'apply', 'course', 'disputes', 'format', 'reason', 'section', 'student', 'undo'],
  token: ['course', 'days', 'name', 'role'],
  backup: [],
  restore: ['replace'],
  move: ['from', 'to'],
} as const satisfies Readonly<Record<string, readonly string[]>>

export type CommandWord = keyof typeof OPTIONS_TAKEN

/** Whether there is a command of a name. */
export function isCommandWord(name: string): name is CommandWord {
  return Object.hasOwn(OPTIONS_TAKEN, name)
}

/** What is wrong with options that were given to a command, in a sentence; null where it takes them all. */
export function notTaken(name: CommandWord, given: readonly string[]): string | null {
  const taken: readonly string[] = OPTIONS_TAKEN[name]
  const other = given.find((one) => !taken.includes(one))
  if (other === undefined) return null
  return `${name} takes no --${other}; ${taken.length === 0 ? 'it takes no options' : `its options are ${taken.map((one) => `--${one}`).join(', ')}`}`
}
