import { COMMAND_NAMES, type CommandName } from '../../model/command.ts'
import { code } from '../text/markdown-text.ts'
import { COMMAND_WORDS, formOf } from './command-words.ts'

/** `/help`: the commands that this person may use, a line each, with how they are written. */
export function helpAnswer(allowed: ReadonlySet<CommandName>): string {
  // A repository that answers is in a course already.
  const names = COMMAND_NAMES.filter((name) => allowed.has(name) && name !== 'join')
  const others = COMMAND_NAMES.length - 1 - names.length
  return [
    'Write a command at the start of a line of a new comment, on a pull request or an issue:\n\n',
    ...names.map((name) => `- ${code(formOf(name))}: ${COMMAND_WORDS[name].does}\n`),
    `\nItems and criteria go by their title or short name, steps by their number: ${code('/why health')}, ${code('/hint 3.2')}.`,
    others === 0 ? '' : names.length < 3 ? ' Who works on this repository, and the staff of its course, can ask more.' : allowed.has('set') ? ' The instructors of the course have more of them.' : ' The staff of the course has more of them.',
    '\n',
  ].join('')
}
