/** What a participant may ask, what the staff of a course may decide, and what anybody may. */
export const COMMAND_NAMES = [
  'help', 'status',
  'check', 'why', 'hint', 'done', 'add', 'dispute', 'feedback', 'join',
  'set', 'clear', 'excuse', 'extend', 'close', 'regrade', 'pause', 'resume',
] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

/** Who a command is for: anybody, who works on the repository (and the staff), or the staff of its course alone. */
export const COMMANDS_FOR: Readonly<Record<CommandName, 'anyone' | 'participant' | 'staff'>> = {
  help: 'anyone', status: 'anyone',
  check: 'participant', why: 'participant', hint: 'participant', done: 'participant', add: 'participant', dispute: 'participant', feedback: 'participant', join: 'participant',
  set: 'staff', clear: 'staff', excuse: 'staff', extend: 'staff', close: 'staff', regrade: 'staff', pause: 'staff', resume: 'staff',
}

/** One command of a comment. `position` counts from 0 within it; `rest` is what stands behind its name on the same line, trimmed and cut. `name` is as written, in small letters, where no command has it. */
export type Command =
  | { readonly known: true; readonly name: CommandName; readonly rest: string; readonly position: number }
  | { readonly known: false; readonly name: string; readonly position: number }

/** The commands of one comment, in their order; `left` is how many more stand in it than are read. */
export type CommandsOfComment = { readonly commands: readonly Command[]; readonly left: number }

/** Somebody's part in a repository's course. */
export type CourseRole = 'staff' | 'participant' | 'stranger'
