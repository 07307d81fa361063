/** What a participant may ask, what the staff of a course may decide, and what anybody may. */
export const COMMAND_NAMES = [
  'help', 'status',
  'check', 'why', 'hint', 'what-if', 'done', 'add', 'dispute', 'notify', 'feedback', 'join',
  'set', 'clear', 'excuse', 'extend', 'close', 'regrade', 'pause', 'resume',
] as const
export type CommandName = (typeof COMMAND_NAMES)[number]

/** One command of a comment. `position` counts from 0 within it; `rest` is what stands behind its name on the same line, trimmed and cut. `name` is as written, in small letters, where no command has it. */
export type Command =
  | { readonly known: true; readonly name: CommandName; readonly rest: string; readonly position: number }
  | { readonly known: false; readonly name: string; readonly position: number }

/** The commands of one comment, in their order; `left` is how many more stand in it than are read. */
export type CommandsOfComment = { readonly commands: readonly Command[]; readonly left: number }
