import { readShell } from './read-shell.ts'

/** The words of the first command of a text, as those of a workflow are read: without quotes and without `poetry run`, `python -m` and the like; none where it holds no command. */
export function firstCommand(text: string): readonly string[] {
  return readShell(text).commands[0]?.words ?? []
}
